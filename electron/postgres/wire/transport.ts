import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { TlsMode } from "../../../shared/connections/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { toConnectError } from "../errors.ts";

/** Where to open a socket to. */
export interface TransportTarget {
  readonly host: string;
  readonly port: number;
  readonly tls: TlsMode;
  readonly rootCertificate?: string;
}

const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** A connected socket on which the startup packet can be sent, and whether the server behind it was verified. */
export interface Transport {
  readonly socket: Socket | TLSSocket;
  readonly isVerified: boolean;
}

/**
 * Opens TCP and, unless `disable`, TLS as the mode says. Statements and CancelRequests both come through here, so a
 * cancel is never weaker protected than the session. Rejects with `connectionFailed`, `tlsFailed`, `timeout`, `cancelled`.
 */
export async function openTransport(
  target: TransportTarget,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Transport> {
  const socket = connectTcp({ host: target.host, port: target.port, noDelay: true, keepAlive: true });
  socket.setKeepAlive(true, 5_000);
  // Between two steps nobody waits; an error then shows as `close` to the next step and must not end the process.
  socket.on("error", () => undefined);
  const where = `${target.host}:${target.port}`;
  try {
    return await bounded(establish(socket, target), timeoutMs, where, signal);
  } catch (error) {
    socket.destroy();
    throw error instanceof AppError ? error : toConnectError(error, where);
  }
}

async function establish(socket: Socket, target: TransportTarget): Promise<Transport> {
  await once(socket, "connect");
  if (target.tls === "disable") return { socket, isVerified: isLoopback(target.host) };
  socket.write(sslRequest);
  const answer = await firstBytes(socket);
  if (answer.length !== 1 || answer[0] !== 0x53)
    throw new AppError("tlsFailed", `${target.host}:${target.port} refuses TLS.`, {
      hint: "The connection asks for TLS. Turn it on at the server, or choose the mode “disable” for a server you can trust without it.",
    });
  const secured = connectTls({
    socket,
    minVersion: "TLSv1.2",
    ALPNProtocols: ["postgresql"],
    rejectUnauthorized: target.tls !== "require-unverified",
    ...(isIP(target.host) ? {} : { servername: target.host }),
    ...(target.rootCertificate ? { ca: target.rootCertificate } : {}),
    // verify-ca checks the chain only: that is what the mode means, and the badge says so.
    ...(target.tls === "verify-ca" ? { checkServerIdentity: () => undefined } : {}),
  });
  try {
    await once(secured, "secureConnect");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError("tlsFailed", `The server at ${target.host} could not be verified: ${reason}`, {
      hint: "Give the root certificate that signed it, or correct the host name. A weaker mode would send the password to whoever answers.",
    });
  }
  return { socket: secured, isVerified: target.tls === "verify-full" };
}

/** Whether `host` can only be this machine. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function once(socket: Socket, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (action: () => void) => {
      socket.removeListener(event, onEvent);
      socket.removeListener("error", onError);
      socket.removeListener("close", onClose);
      action();
    };
    const onEvent = () => done(resolve);
    const onError = (error: Error) => done(() => reject(error));
    const onClose = () => done(() => reject(new Error("The server closed the connection.")));
    socket.once(event, onEvent).once("error", onError).once("close", onClose);
  });
}

function firstBytes(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const onData = (bytes: Buffer) => {
      socket.pause();
      socket.removeListener("close", onClose);
      resolve(bytes);
    };
    const onClose = () => reject(new Error("The server closed the connection."));
    socket.once("data", onData).once("close", onClose).once("error", reject);
  });
}

function bounded<T>(work: Promise<T>, timeoutMs: number, where: string, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => finish(() => reject(new AppError("cancelled", "Connecting was cancelled.")));
    const timer = setTimeout(
      () =>
        finish(() =>
          reject(
            new AppError("timeout", `${where} did not answer within ${timeoutMs / 1000} s.`, {
              hint: "Check host, port and firewall; a suspended compute may need longer.",
            }),
          ),
        ),
      timeoutMs,
    );
    const finish = (action: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      action();
    };
    work.then(
      (value) => finish(() => resolve(value)),
      (error: unknown) => finish(() => reject(error)),
    );
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
}
