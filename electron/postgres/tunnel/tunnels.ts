import type { Duplex } from "node:stream";
import type { Client } from "ssh2";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { connectHop } from "./connect-hop.ts";
import type { TunnelHop } from "./tunnel-hop.ts";

interface OpenTunnel {
  readonly clients: readonly Client[];
  readonly last: Client;
}

interface Entry {
  readonly tunnel: Promise<OpenTunnel>;
  lines: number;
}

/**
 * SSH tunnels of one database process. Sessions and cancels that go the same way share one login; it ends with the
 * last line through it.
 */
export class Tunnels {
  private readonly open = new Map<string, Entry>();

  /** A line to `host:port` as the last hop sees them. Rejects as `connectHop` does, or with `connectionFailed`. */
  async dial(
    hops: readonly TunnelHop[],
    host: string,
    port: number,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Duplex> {
    const key = JSON.stringify(hops);
    const entry = this.open.get(key) ?? this.add(key, openHops(hops, timeoutMs));
    entry.lines += 1;
    const release = () => {
      entry.lines -= 1;
      if (entry.lines > 0) return;
      if (this.open.get(key) === entry) this.open.delete(key);
      // A tunnel that could not be opened has ended itself.
      entry.tunnel.then(endTunnel, () => undefined);
    };
    try {
      const { last } = await entry.tunnel;
      const line = await forward(last, host, port, signal);
      line.once("close", release);
      return line;
    } catch (error) {
      release();
      throw error;
    }
  }

  /** A tunnel whose SSH connection ends is not offered any more. One listener for all of its lines: cancels alone may be many. */
  private add(key: string, tunnel: Promise<OpenTunnel>): Entry {
    const entry: Entry = { tunnel, lines: 0 };
    this.open.set(key, entry);
    const forget = () => void (this.open.get(key) === entry && this.open.delete(key));
    tunnel.then(
      ({ clients }) => {
        for (const client of clients) client.once("close", forget);
      },
      () => undefined, // who asked for it is told
    );
    return entry;
  }
}

function endTunnel({ clients }: OpenTunnel): void {
  for (const client of [...clients].reverse()) client.end();
}

/** One hop through the other. Not bound to who asked first: others may wait for the same tunnel. */
async function openHops(hops: readonly TunnelHop[], timeoutMs: number): Promise<OpenTunnel> {
  const clients: Client[] = [];
  try {
    for (const hop of hops) {
      const before = clients.at(-1);
      const line = before ? await forward(before, hop.host, hop.port) : null;
      clients.push(await connectHop(hop, line, timeoutMs));
    }
  } catch (error) {
    for (const client of clients) client.destroy();
    throw error;
  }
  const last = clients.at(-1);
  if (!last) throw new AppError("invalidInput", "The tunnel names no SSH server.");
  // From here on a broken tunnel shows as the end of its lines.
  for (const client of clients) client.on("error", () => undefined);
  return { clients, last };
}

function forward(client: Client, host: string, port: number, signal?: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new AppError("cancelled", "Connecting was cancelled."));
    if (signal?.aborted) return abort();
    signal?.addEventListener("abort", abort, { once: true });
    const lost = () => reject(new AppError("connectionFailed", "The SSH server ended the tunnel."));
    client.once("close", lost);
    client.forwardOut("127.0.0.1", 0, host, port, (error, line) => {
      client.removeListener("close", lost);
      signal?.removeEventListener("abort", abort);
      if (signal?.aborted) return void line?.destroy();
      if (error)
        return reject(
          new AppError("connectionFailed", `The SSH server cannot reach ${host}:${port}: ${error.message}`, {
            hint: "Host and port are looked up from the SSH server, not from here: localhost is that server itself. It may also forbid forwarding.",
          }),
        );
      line.on("error", () => undefined);
      resolve(line);
    });
  });
}
