import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { SecureContext } from "node:tls";
import type { ServersInUse } from "./cancel-requests.ts";
import type { DataPlaneCertificate } from "./certificate/ensure-certificate.ts";
import type { Deadline } from "./deadline.ts";
import { type EndpointName, readEndpointHost, takeEndpointOption } from "./endpoint-name.ts";
import type { Pooler } from "./pooler/pooler.ts";
import { helloLimitBytes, readClientHello } from "./protocol/client-hello.ts";
import { protocolViolation, proxyErrors, writeErrorResponse } from "./protocol/error-response.ts";
import { readFrom } from "./protocol/read-from.ts";
import { finish, splice } from "./protocol/splice.ts";
import { readStartupPacket, type StartupPacket, writeStartupPacket } from "./protocol/startup-packet.ts";
import { terminateTls } from "./protocol/terminate-tls.ts";
import {
  askForTls,
  openServerLine,
  Refusal,
  type ResolveEndpoint,
  type ServerLine,
  secureServerLine,
} from "./upstream.ts";

/** What every client's line needs. */
export interface LineParts {
  readonly certificate: DataPlaneCertificate;
  readonly secureContext: SecureContext;
  readonly resolve: ResolveEndpoint;
  readonly servers: ServersInUse;
  readonly pooler: Pooler;
  readonly deadline: Deadline;
  readonly log: (line: string) => void;
}

type Startup = Extract<StartupPacket, { kind: "startup" }>;

const startupLimitBytes = 10_000;

/**
 * Serves one client from its first byte to its end. Rejects with LineEnded when the client goes, with Refusal when it
 * was refused.
 */
export async function serveClient(socket: Socket, parts: LineParts): Promise<void> {
  if (!(await reachTls(socket, parts))) return;
  const hello = await readFrom(
    socket,
    (bytes) => {
      const found = readClientHello(bytes);
      return found.kind === "incomplete" ? null : { value: found, length: 0 };
    },
    helloLimitBytes,
  );
  if (hello.kind === "invalid") return void socket.destroy();
  const endpoint = readEndpointHost(hello.serverName, parts.certificate.domain);
  if (endpoint && !endpoint.isPooled) await passThrough(socket, endpoint, parts);
  else await serveInside(socket, endpoint, parts);
}

/** Answers what comes before TLS. False when the client was dealt with. */
async function reachTls(socket: Socket, parts: LineParts): Promise<boolean> {
  const seen = new Set<string>();
  for (;;) {
    const first = await readFrom<StartupPacket | { readonly kind: "tls" }>(
      socket,
      (bytes) => {
        if (bytes[0] === 0x16) return { value: { kind: "tls" }, length: 0 };
        return readStartupPacket(bytes);
      },
      startupLimitBytes,
    );
    if (first.kind === "tls") return true;
    if (first.kind === "cancel") {
      await cancel(first.packet, parts);
      finish(socket);
      return false;
    }
    if (first.kind === "startup") throw refuse(socket, new Refusal(proxyErrors.insecure));
    // Each is asked for once; a second time would be a loop.
    if (first.kind === "invalid" || seen.has(first.kind))
      throw refuse(socket, new Refusal(protocolViolation(first.kind === "invalid" ? first.reason : first.kind)));
    seen.add(first.kind);
    // Whoever sends on before the answer may be somebody in between (CVE-2021-23222).
    if (socket.readableLength > 0) throw refuse(socket, new Refusal(proxyErrors.stuffed));
    socket.write(first.kind === "sslRequest" ? "S" : "N");
  }
}

/** TLS from the client to Postgres itself: the proxy sees no byte of what is inside. */
async function passThrough(socket: Socket, endpoint: EndpointName, parts: LineParts): Promise<void> {
  parts.deadline.stop();
  const line = await openOrExplain(socket, endpoint, parts);
  const release = parts.servers.add(line.port);
  try {
    if (await askForTls(line.socket)) return await splice(socket, line.socket);
    const client = await terminateInTime(socket, parts);
    const startup = await readStartup(client, parts);
    if (startup) await splicePlain(client, startup, line.socket);
  } finally {
    release();
    line.socket.destroy();
  }
}

/** A server without TLS behind a proxy that took the client's. */
async function splicePlain(client: Duplex, startup: Startup, server: Duplex): Promise<void> {
  server.write(writeStartupPacket(startup.version, takeEndpointOption(startup.parameters).parameters));
  await splice(client, server);
}

/** A refusal is text of the protocol, which the client reads only inside the TLS that it has begun. */
async function openOrExplain(socket: Socket, endpoint: EndpointName, parts: LineParts): Promise<ServerLine> {
  try {
    return await openServerLine(endpoint, parts.resolve, parts.log);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const client = await terminateInTime(socket, parts);
    if (await readStartup(client, parts)) throw refuse(client, error);
    throw error;
  }
}

/** TLS as far as the proxy: for pooled hosts, and clients that name their endpoint only in the startup packet. */
async function serveInside(socket: Socket, named: EndpointName | null, parts: LineParts): Promise<void> {
  const client = await terminateInTime(socket, parts);
  const startup = await readStartup(client, parts);
  if (!startup) return;
  const { endpoint: option, parameters } = takeEndpointOption(startup.parameters);
  const endpoint = named ?? option;
  if (endpoint === null) throw refuse(client, new Refusal(proxyErrors.noEndpoint));
  if (option !== null && option.endpointId !== endpoint.endpointId)
    throw refuse(client, new Refusal(proxyErrors.twoEndpoints));
  if (endpoint.isPooled) return await servePooled(client, endpoint, { ...startup, parameters }, parts);
  const line = await openServerLine(endpoint, parts.resolve, parts.log).catch((error: unknown) => {
    throw error instanceof Refusal ? refuse(client, error) : error;
  });
  const release = parts.servers.add(line.port);
  try {
    const server = (await askForTls(line.socket))
      ? await secureServerLine(line.socket, parts.certificate.authority)
      : line.socket;
    await splicePlain(client, { ...startup, parameters }, server);
  } finally {
    release();
    line.socket.destroy();
  }
}

async function servePooled(client: Duplex, endpoint: EndpointName, startup: Startup, parts: LineParts): Promise<void> {
  const { pooler, deadline } = parts;
  deadline.start();
  try {
    await pooler.serve(client, endpoint, startup.version, startup.parameters, () => deadline.stop());
  } catch (error) {
    if (error instanceof Refusal) throw refuse(client, error);
    finish(client);
    throw error;
  }
}

async function terminateInTime(socket: Socket, parts: LineParts): Promise<Duplex> {
  parts.deadline.start();
  return await terminateTls(socket, parts.secureContext);
}

/** The first packet inside TLS; null when it was a CancelRequest, which is dealt with then. */
async function readStartup(client: Duplex, parts: LineParts): Promise<Startup | null> {
  const packet = await readFrom(client, readStartupPacket, startupLimitBytes);
  parts.deadline.stop();
  if (packet.kind === "startup") return packet;
  if (packet.kind !== "cancel")
    throw refuse(client, new Refusal(protocolViolation(packet.kind === "invalid" ? packet.reason : packet.kind)));
  await cancel(packet.packet, parts);
  finish(client);
  return null;
}

async function cancel(packet: Buffer, parts: LineParts): Promise<void> {
  if (!parts.pooler.cancel(packet)) await parts.servers.cancel(packet);
}

/** Says it to the client and closes the line; gives it back to be thrown. */
function refuse(client: Duplex, refusal: Refusal): Refusal {
  client.write(writeErrorResponse(refusal.answer));
  finish(client);
  return refusal;
}
