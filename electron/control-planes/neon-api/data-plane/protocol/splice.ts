import type { Duplex } from "node:stream";

/** How long a peer may take to read the last bytes of a line that the other side has closed. */
const lingerMs = 10_000;

/**
 * Passes bytes both ways until both sides have ended, no faster than the slower side reads. The end of one direction is
 * passed on as that; a side that breaks off ends the other after what it said last.
 */
export function splice(client: Duplex, server: Duplex): Promise<void> {
  client.pipe(server);
  server.pipe(client);
  return new Promise((resolve) => {
    let open = 2;
    const closed = (other: Duplex) => () => {
      open -= 1;
      finish(other);
      if (open === 0) resolve();
    };
    client.once("close", closed(server));
    server.once("close", closed(client));
    if (client.destroyed) server.destroy();
    if (server.destroyed) finish(client);
  });
}

/** Ends a line after its last bytes; at once when nobody reads them. */
export function finish(stream: Duplex): void {
  if (stream.destroyed) return;
  const timer = setTimeout(() => stream.destroy(), lingerMs);
  stream.once("close", () => clearTimeout(timer));
  // What still comes from there is of no use to anybody; unread it would keep the line open.
  stream.unpipe();
  stream.resume();
  stream.end(() => stream.destroy());
}
