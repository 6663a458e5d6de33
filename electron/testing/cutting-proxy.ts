import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Where a line is cut: before the text goes to the server, right behind it, or when the answer to it is there. */
export type CutPlace = "before" | "behind" | "answered";

/** A line to a server that can be cut at a text. */
export interface CuttingProxy {
  readonly port: number;
  /** Cuts the line that sends `text` next, once; with `refuse` nobody gets through any more until `accept`. */
  cutAt(text: string, place: CutPlace, afterwards?: "refuse"): void;
  /** Resolves when the line that `cutAt` asked for was cut. */
  whenCut(): Promise<void>;
  accept(): void;
  close(): Promise<void>;
}

/** Listens on loopback and passes bytes on to `target`, after `delayMs` each way, as a line from far away does. */
export async function createCuttingProxy(
  target: { readonly host: string; readonly port: number },
  { delayMs = 0 }: { readonly delayMs?: number } = {},
): Promise<CuttingProxy> {
  const later = (work: () => void) => (delayMs === 0 ? work() : void setTimeout(work, delayMs));
  let cut: { readonly text: string; readonly place: CutPlace; readonly isLast: boolean } | null = null;
  let isRefusing = false;
  let hasCut = false;
  const waiting: (() => void)[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (isRefusing) return void client.destroy();
    const upstream = connect(target.port, target.host);
    let isAnswerLost = false;
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    const cutNow = () => {
      end();
      if (isRefusing) for (const socket of sockets) socket.destroy();
      hasCut = true;
      for (const tell of waiting.splice(0)) tell();
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
      if (place === null) return later(() => void upstream.write(bytes));
      isRefusing = cut?.isLast === true;
      cut = null;
      if (place === "before") cutNow();
      else if (place === "behind") upstream.write(bytes, cutNow);
      else {
        isAnswerLost = true;
        upstream.write(bytes);
      }
    });
    upstream.on("data", (bytes) => {
      if (isAnswerLost) cutNow();
      else later(() => void client.write(bytes));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    cutAt: (text, place, afterwards) => {
      hasCut = false;
      cut = { text, place, isLast: afterwards === "refuse" };
    },
    whenCut: () => new Promise((resolve) => (hasCut ? resolve() : void waiting.push(resolve))),
    accept: () => {
      isRefusing = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
