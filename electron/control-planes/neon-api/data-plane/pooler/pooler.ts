import { randomBytes, randomInt, timingSafeEqual, X509Certificate } from "node:crypto";
import type { Duplex } from "node:stream";
import type { EndpointName } from "../endpoint-name.ts";
import { proxyErrors, writeMessage } from "../protocol/error-response.ts";
import { LineEnded } from "../protocol/read-from.ts";
import type { StartupParameter } from "../protocol/startup-packet.ts";
import { Refusal, type ResolveEndpoint } from "../upstream.ts";
import { authenticateClient } from "./authenticate-client.ts";
import { PooledClient } from "./pooled-client.ts";
import { defaultPoolLimits, type PoolLimits, ServerPool } from "./server-pool.ts";
import { ServerRefusal } from "./server-session.ts";
import { checkPooledStartup } from "./startup-checks.ts";

/** What is known of a role at an endpoint, without starting its compute. */
export type RolePassword =
  | { readonly kind: "known"; readonly password: string }
  | { readonly kind: "unknownRole" }
  | { readonly kind: "unknownEndpoint" };

/** Finds the password by which the pooler lets clients in and logs in to their server. */
export type FindPassword = (endpoint: EndpointName, role: string) => Promise<RolePassword>;

/** What the pooler is made of. */
export interface PoolerParts {
  /** PEM text of what the proxy shows. */
  readonly certificate: string;
  readonly resolve: ResolveEndpoint;
  readonly findPassword: FindPassword;
  readonly log: (line: string) => void;
  readonly limits?: Partial<PoolLimits> | undefined;
}

const protocolThree = 196_608;

/** Serves `-pooler` hosts as Neon's PgBouncer does: a server for each transaction (pool_mode=transaction). */
export class Pooler {
  private readonly parts: PoolerParts;
  private readonly certificateDer: Buffer;
  private readonly pools = new Map<string, ServerPool>();
  private readonly clients = new Map<number, { readonly secret: Buffer; readonly client: PooledClient }>();

  constructor(parts: PoolerParts) {
    this.parts = parts;
    this.certificateDer = new X509Certificate(parts.certificate).raw;
  }

  /**
   * Serves a client from its startup packet on. `greeted` is called when it has proved who it is. Rejects with Refusal,
   * which the client does not know yet, or LineEnded.
   */
  async serve(
    client: Duplex,
    endpoint: EndpointName,
    version: number,
    parameters: readonly StartupParameter[],
    greeted: () => void,
  ): Promise<void> {
    const startup = checkPooledStartup(parameters);
    if (!("user" in startup)) throw new Refusal(startup);
    const found = await this.parts.findPassword(endpoint, startup.user).catch((error: unknown) => {
      this.parts.log(
        `The roles of ${endpoint.endpointId} are unknown: ${error instanceof Error ? error.message : "?"}`,
      );
      throw new Refusal(proxyErrors.noCompute);
    });
    if (found.kind === "unknownEndpoint") throw new Refusal(proxyErrors.unknownEndpoint);
    negotiate(client, version, parameters);
    const password = found.kind === "known" ? found.password : null;
    await authenticateClient(client, startup.user, password, this.certificateDer);
    greeted();
    const user = { startup, password: password ?? "" };
    const pool = this.poolOf(endpoint);
    const first = await pool.acquire(user).catch((error: unknown) => {
      if (!(error instanceof ServerRefusal))
        throw error instanceof Refusal ? error : new Refusal(proxyErrors.noCompute);
      client.write(error.response);
      throw new LineEnded("The server refused the login.");
    });
    const pooled = new PooledClient(client, pool, user);
    const secret = randomBytes(4);
    const id = this.register(secret, pooled);
    try {
      const key = Buffer.alloc(4);
      key.writeUInt32BE(id, 0);
      client.write(Buffer.concat([first.greeting, writeMessage("K", Buffer.concat([key, secret])), readyForQuery]));
      void pool.release(user, first);
      await pooled.run();
    } finally {
      this.clients.delete(id);
    }
  }

  /** False when the key is none of ours. */
  cancel(packet: Buffer): boolean {
    const found = this.clients.get(packet.readUInt32BE(8));
    const secret = packet.subarray(12);
    if (!found || secret.length !== found.secret.length || !timingSafeEqual(secret, found.secret)) return false;
    found.client.cancel();
    return true;
  }

  close(): void {
    for (const pool of this.pools.values()) pool.close();
  }

  private poolOf(endpoint: EndpointName): ServerPool {
    const known = this.pools.get(endpoint.endpointId);
    if (known) return known;
    const { resolve, limits, log } = this.parts;
    const pool = new ServerPool(endpoint, resolve, { ...defaultPoolLimits, ...limits }, log);
    this.pools.set(endpoint.endpointId, pool);
    return pool;
  }

  private register(secret: Buffer, client: PooledClient): number {
    for (;;) {
      const id = randomInt(1, 2 ** 31);
      if (this.clients.has(id)) continue;
      this.clients.set(id, { secret, client });
      return id;
    }
  }
}

const readyForQuery = writeMessage("Z", Buffer.from("I"));

/** Newer clients may ask for more than version 3.0, which is what there is here. */
function negotiate(client: Duplex, version: number, parameters: readonly StartupParameter[]): void {
  const unknown = parameters.map(([name]) => name).filter((name) => name.startsWith("_pq_."));
  if (version === protocolThree && unknown.length === 0) return;
  const head = Buffer.alloc(8);
  head.writeUInt32BE(protocolThree, 0);
  head.writeUInt32BE(unknown.length, 4);
  client.write(writeMessage("v", Buffer.concat([head, ...unknown.map((name) => Buffer.from(`${name}\0`))])));
}
