import { connect as connectTcp, isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import type { TlsMode } from "../../../shared/connections/model.ts";
import { isLocalHost } from "../../../shared/connections/tls-modes.ts";
import { AppError, type ConnectStep } from "../../../shared/ipc/app-error.ts";
import { toConnectError } from "../errors.ts";
import type { TunnelHop } from "../tunnel/tunnel-hop.ts";
import { Tunnels } from "../tunnel/tunnels.ts";
import { bounded, firstBytes, once } from "./socket-steps.ts";

/** Where to open a socket to, and with which certificates (PEM texts). */
export interface TransportTarget {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  /** In place of the address that the name leads to. */
  readonly hostAddress?: string;
  readonly port: number;
  readonly tls: TlsMode;
  readonly rootCertificate?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  readonly tunnel?: readonly TunnelHop[];
}

const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** A connected socket on which the startup packet can be sent, and what is known of the server behind it. */
export interface Transport {
  readonly socket: Duplex;
  readonly isEncrypted: boolean;
  readonly isVerified: boolean;
}

/** Told of each step as it is reached; a test of a connection explains a failure by the last one. */
export type StepListener = (step: ConnectStep) => void;

/** Who is told of steps, and which tunnels are shared. */
export interface TransportParts {
  readonly onStep?: StepListener | undefined;
  readonly tunnels?: Tunnels | undefined;
}

/**
 * Opens TCP (or a Unix socket) and TLS as the mode says. Statements and CancelRequests both come through here, so a
 * cancel is never weaker protected than the session. `allow` opens plain text here: what it allows beyond that, who
 * logs in decides. Rejects with `connectionFailed`, `tlsFailed`, `timeout`, `cancelled`.
 */
export async function openTransport(
  target: TransportTarget,
  timeoutMs: number,
  signal?: AbortSignal,
  { onStep = () => undefined, tunnels = new Tunnels() }: TransportParts = {},
): Promise<Transport> {
  const where = target.host.startsWith("/") ? socketPath(target) : `${target.host}:${target.port}`;
  const given = new AbortController();
  const line = { socket: null as Duplex | null };
  const open = async () => {
    if (target.tunnel) onStep("tunnel");
    line.socket = target.tunnel
      ? await tunnels.dial(target.tunnel, target.host, target.port, timeoutMs, given.signal)
      : await dialDirectly(target, given.signal, onStep);
    return await establish(line.socket, target, onStep);
  };
  try {
    return await bounded(open(), timeoutMs, where, signal);
  } catch (error) {
    given.abort();
    line.socket?.destroy();
    throw error instanceof AppError ? error : toConnectError(error, where);
  }
}

async function dialDirectly(target: TransportTarget, signal: AbortSignal, onStep: StepListener): Promise<Duplex> {
  const socket = target.host.startsWith("/")
    ? connectTcp({ path: socketPath(target) })
    : connectTcp({ host: target.hostAddress ?? target.host, port: target.port, noDelay: true, keepAlive: true });
  socket.setKeepAlive(true, 5_000);
  onStep(isIP(target.hostAddress ?? target.host) || target.host.startsWith("/") ? "address" : "name");
  socket.once("lookup", (error: Error | null) => error === null && onStep("address"));
  // Between two steps nobody waits; an error then shows as `close` to the next step and must not end the process.
  socket.on("error", () => undefined);
  signal.addEventListener("abort", () => socket.destroy(), { once: true });
  await once(socket, "connect");
  return socket;
}

function socketPath(target: TransportTarget): string {
  return `${target.host.replace(/\/+$/, "")}/.s.PGSQL.${target.port}`;
}

async function establish(socket: Duplex, target: TransportTarget, onStep: StepListener): Promise<Transport> {
  const plain = { socket, isEncrypted: false, isVerified: isLocalHost(target.host) };
  if (target.tls === "disable" || target.tls === "allow" || target.host.startsWith("/")) return plain;
  onStep("encryption");
  socket.write(sslRequest);
  const answer = await firstBytes(socket);
  if (answer.length === 1 && answer[0] === 0x4e && target.tls === "prefer") return plain;
  if (answer.length !== 1 || answer[0] !== 0x53)
    throw new AppError("tlsFailed", `${target.host}:${target.port} refuses TLS.`, {
      hint: "The connection asks for TLS. Turn it on at the server, or choose the mode “disable” for a server you can trust without it.",
    });
  const secured = connectTls({ socket, minVersion: "TLSv1.2", ALPNProtocols: ["postgresql"], ...checksOf(target) });
  try {
    await once(secured, "secureConnect");
  } catch (error) {
    throw notVerified(target, error);
  }
  return { socket: secured, isEncrypted: true, isVerified: target.tls === "verify-full" };
}

/** libpq's table 34.1: who is trusted, and whether the name counts. With a root certificate `require` checks the chain too. */
function checksOf(target: TransportTarget) {
  const checksChain =
    target.tls === "verify-full" ||
    target.tls === "verify-ca" ||
    (target.tls === "require" && target.rootCertificate !== undefined);
  return {
    rejectUnauthorized: checksChain,
    // Without it Node would compare the certificate of an address with the name localhost.
    host: target.host,
    ...(isIP(target.host) ? {} : { servername: target.host }),
    ...(target.rootCertificate === undefined ? {} : { ca: target.rootCertificate }),
    ...(target.clientCertificate === undefined ? {} : { cert: target.clientCertificate }),
    ...(target.clientKey === undefined ? {} : { key: target.clientKey }),
    ...(target.tls === "verify-full" ? {} : { checkServerIdentity: () => undefined }),
  };
}

const unknownAuthority = new Set([
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
]);

function notVerified(target: TransportTarget, error: unknown): AppError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reason = error instanceof Error ? error.message : String(error);
  const weaker = "A weaker mode would send the password to whoever answers.";
  const hint = unknownAuthority.has(code)
    ? `No authority that is trusted here signed its certificate. Name the file of the authority's certificate as root certificate. ${weaker}`
    : code === "ERR_TLS_CERT_ALTNAME_INVALID"
      ? `Its certificate is for another name. Write the host as in the certificate. ${weaker}`
      : code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID"
        ? "Its certificate is out of date: it must be renewed on the server. Check this computer's clock too."
        : `Give the root certificate that signed it, or correct the host name. ${weaker}`;
  return new AppError("tlsFailed", `The server at ${target.host} could not be verified: ${reason}`, { hint });
}
