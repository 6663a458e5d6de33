import { dial } from "./upstream.ts";

const answerTimeoutMs = 5_000;

/** Sends a CancelRequest to one server and waits until it has been dealt with, which the server shows by closing. */
export async function sendCancel(port: number, packet: Buffer): Promise<void> {
  const socket = await dial(port);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => socket.destroy(), answerTimeoutMs);
    socket.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    socket.resume();
    socket.once("end", () => socket.destroy());
    socket.write(packet);
  });
}

/** The servers that clients are connected to through the proxy, by port. */
export class ServersInUse {
  private readonly counts = new Map<number, number>();

  /** Counts a line until the returned function is called. */
  add(port: number): () => void {
    this.counts.set(port, (this.counts.get(port) ?? 0) + 1);
    return () => {
      const left = (this.counts.get(port) ?? 1) - 1;
      if (left === 0) this.counts.delete(port);
      else this.counts.set(port, left);
    };
  }

  /**
   * A CancelRequest outside TLS names no endpoint, and the keys of lines whose TLS passes through are unseen. So every
   * server in use is given it: only the one that made the key takes it, the others ignore it. None is woken by it.
   */
  async cancel(packet: Buffer): Promise<void> {
    await Promise.allSettled([...this.counts.keys()].map((port) => sendCancel(port, packet)));
  }
}
