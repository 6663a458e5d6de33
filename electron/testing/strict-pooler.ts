import { connect, createServer, type Socket } from "node:net";

const startupCode = 196_608;

/** Stands in front of a server as a transaction pooler does: it refuses settings in the startup packet (08P01). */
export interface StrictPooler {
  /** How many sessions it let through. */
  readonly passed: () => number;
  close(): Promise<void>;
}

/** Listens on `host` at the port of the server at 127.0.0.1, so that the two differ by their names only. */
export async function startStrictPooler(host: string, port: number): Promise<StrictPooler> {
  const sockets = new Set<Socket>();
  let passed = 0;
  const server = createServer((client) => {
    sockets.add(client);
    client.on("error", () => undefined);
    client.once("data", (packet: Buffer) => {
      if (packet.readInt32BE(4) === startupCode && packet.includes("\0options\0")) {
        client.end(refusal("unsupported startup parameter: options"));
        return;
      }
      passed += 1;
      const upstream = connect(port, "127.0.0.1", () => upstream.write(packet));
      sockets.add(upstream);
      upstream.on("error", () => client.destroy());
      client.pipe(upstream).pipe(client);
    });
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { passed: () => passed, close };
}

function refusal(message: string): Buffer {
  const fields = `SFATAL\0VFATAL\0C08P01\0M${message}\0\0`;
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, Buffer.from(fields)]);
}
