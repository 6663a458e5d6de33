import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
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

/** Takes the port (0: any free one). Rejects with `portTaken`. `failed` is told of bugs in the answers. */
export async function openWebServer(port: number, failed: (error: unknown) => void): Promise<WebServer> {
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 30_000 });
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port, // it listens on a port, not on a path
    answerWith: ({ request, upgrade }) => {
      server.on("request", (incoming, response) => {
        request(incoming, response).catch((error: unknown) => {
          failed(error);
          response.destroy();
        });
      });
      server.on("upgrade", (incoming, socket, head) => {
        upgrade(incoming, socket, head).catch((error: unknown) => {
          failed(error);
          socket.destroy();
        });
      });
    },
    close: async () => {
      // Not waited for: the server also counts the sockets that database processes took over.
      server.close();
      server.closeAllConnections();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(toListenError(error, port)));
    server.listen(port, "127.0.0.1", resolve);
  });
}

function toListenError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== "EADDRINUSE" && error.code !== "EACCES") return error;
  const reason = error.code === "EACCES" ? "needs special rights" : "is used by another program";
  return new AppError("portTaken", `Port ${port} on 127.0.0.1 ${reason}.`, {
    hint: "Choose another one with --port, or leave --port out for a free one.",
  });
}
