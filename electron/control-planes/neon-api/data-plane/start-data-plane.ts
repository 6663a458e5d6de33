import { createServer, type Server, type Socket } from "node:net";
import { createSecureContext } from "node:tls";
import { ServersInUse } from "./cancel-requests.ts";
import type { DataPlaneCertificate } from "./certificate/ensure-certificate.ts";
import { serveClient } from "./client-line.ts";
import { Deadline } from "./deadline.ts";
import { type FindPassword, Pooler } from "./pooler/pooler.ts";
import type { PoolLimits } from "./pooler/server-pool.ts";
import { proxyErrors, writeErrorResponse } from "./protocol/error-response.ts";
import { LineEnded } from "./protocol/read-from.ts";
import { Refusal, type ResolveEndpoint } from "./upstream.ts";

/** What the data plane is made of. `log` gets lines without any password, key or statement. */
export interface DataPlaneOptions {
  readonly certificate: DataPlaneCertificate;
  readonly resolve: ResolveEndpoint;
  /** Without it there are no pooled hosts. */
  readonly findPassword?: FindPassword;
  readonly log: (line: string) => void;
  /** The port of the last time, kept if it is free; any free one without it. */
  readonly port?: number;
  readonly limits?: Partial<DataPlaneLimits & PoolLimits>;
}

/** Against clients that send nothing, or too much. */
export interface DataPlaneLimits {
  readonly maxLines: number;
  /** For each part of what a client sends before it leads to a server; the start of a compute is not counted. */
  readonly greetingMs: number;
}

/** The running proxy. Host names of endpoints are made by `endpointHost`. */
export interface DataPlane {
  readonly port: number;
  /** The authority that clients trust (`sslrootcert`). */
  readonly caPem: string;
  /** How many clients are connected. */
  readonly lineCount: () => number;
  /** Breaks all lines; resolves when nothing is open any more. */
  close(): Promise<void>;
}

const noPooledHosts: FindPassword = async () => ({ kind: "unknownEndpoint" });
const defaultLimits: DataPlaneLimits = { maxLines: 1_000, greetingMs: 15_000 };

/**
 * Listens on loopback and leads clients to the Postgres of the endpoint that they name (TLS server name, or
 * `options=endpoint=<id>`), starting it first. Rejects when no port can be had.
 */
export async function startDataPlane(options: DataPlaneOptions): Promise<DataPlane> {
  const { certificate, resolve, log, findPassword = noPooledHosts } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const secureContext = createSecureContext({
    cert: certificate.certificate,
    key: certificate.key,
    minVersion: "TLSv1.2",
  });
  const pooler = new Pooler({
    certificate: certificate.certificate,
    resolve,
    findPassword,
    log,
    limits: options.limits,
  });
  const parts = { certificate, secureContext, resolve, log, pooler, servers: new ServersInUse() };
  const sockets = new Set<Socket>();
  const lines = new Set<Promise<void>>();
  const server = createServer({ allowHalfOpen: true, noDelay: true, keepAlive: true }, (socket) => {
    socket.on("error", () => undefined);
    if (sockets.size >= limits.maxLines) {
      socket.end(writeErrorResponse(proxyErrors.tooMany), () => socket.destroy());
      return;
    }
    sockets.add(socket);
    const deadline = new Deadline(limits.greetingMs, () => socket.destroy());
    deadline.start();
    const line = serveClient(socket, { ...parts, deadline })
      .catch((error: unknown) => report(error, log))
      .finally(() => {
        deadline.stop();
        socket.destroy();
        sockets.delete(socket);
        lines.delete(line);
      });
    lines.add(line);
  });
  const port = await listen(server, options.port);
  return {
    port,
    caPem: certificate.authority,
    lineCount: () => sockets.size,
    close: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const socket of sockets) socket.destroy();
      pooler.close();
      await Promise.all([closed, ...lines]);
    },
  };
}

function report(error: unknown, log: (line: string) => void): void {
  if (error instanceof LineEnded) return;
  if (error instanceof Refusal) log(`Refused a database connection: ${error.message}`);
  else log(`A database connection failed in the proxy: ${error instanceof Error ? error.message : "unknown"}`);
}

/** On `wanted` if it is free, else on any port. */
async function listen(server: Server, wanted: number | undefined): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host: "127.0.0.1", port, exclusive: true }, () => {
        server.off("error", reject);
        resolve();
      });
    });
  await tryPort(wanted ?? 0).catch(async (error: unknown) => {
    if (wanted === undefined) throw error;
    await tryPort(0);
  });
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The proxy has no port.");
  return address.port;
}
