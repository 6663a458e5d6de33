import { connect, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { EndpointName } from "./endpoint-name.ts";
import { type ProxyError, proxyErrors } from "./protocol/error-response.ts";
import { LineEnded, readFrom } from "./protocol/read-from.ts";
import { sslRequest } from "./protocol/startup-packet.ts";

/** What an endpoint id leads to. `running` comes after its compute was started, if it was not. */
export type ResolvedEndpoint =
  | { readonly kind: "running"; readonly port: number }
  | { readonly kind: "unknown" }
  | { readonly kind: "disabled" }
  /** `message` is for the client: the reason why the compute does not run. */
  | { readonly kind: "unavailable"; readonly message?: string };

/** Starts the compute of an endpoint if it is suspended. May reject: then the client hears that there is no compute. */
export type ResolveEndpoint = (endpoint: EndpointName) => Promise<ResolvedEndpoint>;

/** The proxy's own answer to a client, in place of a server's. */
export class Refusal extends Error {
  readonly answer: ProxyError;
  constructor(answer: ProxyError) {
    super(answer.message);
    this.answer = answer;
  }
}

/** A line to the server of an endpoint. */
export interface ServerLine {
  readonly socket: Socket;
  readonly port: number;
}

const attempts = 4;
const pauseMs = 150;
const connectTimeoutMs = 10_000;

/**
 * Opens a line to an endpoint's server, whose compute may end between the answer and the connection: then it is asked
 * for again. Rejects with Refusal.
 */
export async function openServerLine(
  endpoint: EndpointName,
  resolve: ResolveEndpoint,
  log: (line: string) => void,
): Promise<ServerLine> {
  for (let attempt = 1; ; attempt++) {
    const found = await resolve(endpoint).catch((error: unknown): ResolvedEndpoint => {
      log(
        `Endpoint ${endpoint.endpointId} could not be started: ${error instanceof Error ? error.message : "unknown"}`,
      );
      return { kind: "unavailable" };
    });
    if (found.kind === "unknown") throw new Refusal(proxyErrors.unknownEndpoint);
    if (found.kind === "disabled") throw new Refusal(proxyErrors.disabledEndpoint);
    if (found.kind === "unavailable")
      throw new Refusal(found.message ? { sqlstate: "XX000", message: found.message } : proxyErrors.noCompute);
    try {
      return { socket: await dial(found.port), port: found.port };
    } catch {
      if (attempt === attempts) throw new Refusal(proxyErrors.noCompute);
      await new Promise((done) => setTimeout(done, pauseMs * attempt));
    }
  }
}

/** Asks the server for TLS. False when it has none. Rejects with LineEnded, or Refusal when it answers otherwise. */
export async function askForTls(socket: Socket): Promise<boolean> {
  socket.write(sslRequest);
  const answer = await readFrom(socket, (bytes) => (bytes[0] === undefined ? null : { value: bytes[0], length: 1 }), 1);
  if (answer === 0x53) return true;
  if (answer === 0x4e) return false;
  socket.destroy();
  throw new Refusal(proxyErrors.noCompute);
}

/** TLS to the server, which must show the certificate that the proxy shows too. Rejects with Refusal. */
export async function secureServerLine(socket: Socket, authority: string): Promise<TLSSocket> {
  const secured = connectTls({ socket, ca: authority, host: "localhost", servername: "localhost" });
  secured.on("error", () => undefined);
  return await new Promise((resolve, reject) => {
    secured.once("secureConnect", () => resolve(secured));
    secured.once("close", () => reject(new Refusal(proxyErrors.noCompute)));
  });
}

/** Connects on loopback. The socket has a listener for errors, which show as its end. */
export async function dial(port: number): Promise<Socket> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true, keepAlive: true, allowHalfOpen: true });
  socket.on("error", () => undefined);
  const timer = setTimeout(() => socket.destroy(), connectTimeoutMs);
  return await new Promise<Socket>((resolve, reject) => {
    socket.once("connect", () => {
      clearTimeout(timer);
      resolve(socket);
    });
    socket.once("close", () => {
      clearTimeout(timer);
      reject(new LineEnded("The server did not take the connection."));
    });
  });
}
