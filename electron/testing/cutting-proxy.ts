import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Where a line is cut: before the text goes to the server, right behind it, or when the answer to it is there. */
export type CutPlace = "before" | "behind" | "answered";

/** A line to a server that can be cut at a text. */
export interface CuttingProxy {
  readonly port: number;
  /** Cuts the line that sends `text` next, once. */
  cutAt(text: string, place: CutPlace): void;
  close(): Promise<void>;
}

/** Listens on loopback and passes bytes on to `target`. */
export async function createCuttingProxy(target: {
  readonly host: string;
  readonly port: number;
}): Promise<CuttingProxy> {
  let cut: { readonly text: string; readonly place: CutPlace } | null = null;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target.port, target.host);
    let isAnswerLost = false;
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", end).on("close", () => {
        sockets.delete(socket);
        end();
      });
    }
    client.on("data", (bytes) => {
      const place = cut && bytes.includes(cut.text) ? cut.place : null;
      if (place === null) return void upstream.write(bytes);
      cut = null;
      if (place === "before") end();
      else if (place === "behind") upstream.write(bytes, end);
      else {
        isAnswerLost = true;
        upstream.write(bytes);
      }
    });
    upstream.on("data", (bytes) => {
      if (isAnswerLost) end();
      else client.write(bytes);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    cutAt: (text, place) => {
      cut = { text, place };
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
