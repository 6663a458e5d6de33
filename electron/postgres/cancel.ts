import { openTransport, type TransportParts, type TransportTarget } from "./wire/transport.ts";

const timeoutMs = 5_000;
const cancelCode = 80877102;

/**
 * Sends a CancelRequest on a socket of its own, over the same TLS as the session, and waits until the server closes it:
 * only then has the request been handled, and a pooler in between is not disturbed. `secret` is 4 to 256 bytes.
 */
export async function sendCancelRequest(
  target: TransportTarget,
  backendPid: number,
  secret: Buffer,
  parts: TransportParts = {},
): Promise<void> {
  const { socket } = await openTransport(target, timeoutMs, undefined, parts);
  const message = Buffer.alloc(12 + secret.length);
  message.writeInt32BE(message.length, 0);
  message.writeInt32BE(cancelCode, 4);
  message.writeInt32BE(backendPid, 8);
  secret.copy(message, 12);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, timeoutMs);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    socket.on("error", done).on("close", done).on("end", done);
    socket.resume();
    socket.write(message);
  });
  socket.destroy();
}
