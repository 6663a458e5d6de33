import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { AnswerUpgrade } from "./bridge/upgrades.ts";

/** Answers one request. */
export type AnswerRequest = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A server on 127.0.0.1 and nowhere else. */
export interface WebServer {
  readonly port: number;
  /** Starts to answer; what came before waits. */
  answerWith(answers: { readonly request: AnswerRequest; readonly upgrade: AnswerUpgrade }): void;
  close(): Promise<void>;
}

type Answers = Parameters<WebServer["answerWith"]>[0];

/** Takes the port (0: any free one). Rejects with `portTaken`. `failed` is told of bugs in the answers. */
export async function openWebServer(port: number, failed: (error: unknown) => void): Promise<WebServer> {
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: 30_000,
    // A file that is sent takes as long as it takes.
    requestTimeout: 0,
  });
  let answerWith: (answers: Answers) => void = () => undefined;
  const answers = new Promise<Answers>((resolve) => {
    answerWith = resolve;
  });
  // Heard from the first moment on: Node drops what comes while nobody listens, and its sender would wait for ever.
  server.on("request", (incoming, response) => {
    const answered = answers.then(({ request }) => request(incoming, response));
    answered.catch((error: unknown) => {
      failed(error);
      response.destroy();
    });
  });
  const upgrading = new Set<Duplex>();
  server.on("upgrade", (incoming, socket, head) => {
    upgrading.add(socket);
    socket.on("error", () => socket.destroy());
    const answered = answers.then(({ upgrade }) => {
      upgrading.delete(socket);
      return upgrade(incoming, socket, head);
    });
    answered.catch((error: unknown) => {
      failed(error);
      socket.destroy();
    });
  });
  await listen(server, port);
  server.on("error", failed);
  return {
    port: (server.address() as AddressInfo).port, // it listens on a port, not on a path
    answerWith,
    close: async () => {
      for (const socket of upgrading) socket.destroy();
      // Not waited for: the server also counts the sockets that database processes took over.
      server.close();
      server.closeAllConnections();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(toListenError(error, port));
    server.once("error", refuse);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", refuse);
      resolve();
    });
  });
}

function toListenError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== "EADDRINUSE" && error.code !== "EACCES") return error;
  const reason = error.code === "EACCES" ? "needs special rights" : "is used by another program";
  return new AppError("portTaken", `Port ${port} on 127.0.0.1 ${reason}.`, {
    hint: "Choose another one with --port, or leave --port out for a free one.",
  });
}
