// Entry of the child process: the sessions of one connection, and the data ports of browser tabs.
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { WebSocketServer } from "ws";
import { sessionJobs } from "../../app/composition/session-jobs.ts";
import { runDatabaseProcess } from "../../postgres/process/run.ts";
import { type DataSocketAttachment, isDataSocketAttachment } from "./process-messages.ts";
import { createSocketPort } from "./socket-port.ts";

const maxRequestBytes = 64 * 1024;

function start(): void {
  const listeners: ((message: unknown) => void)[] = [];
  const database = runDatabaseProcess(
    {
      // Main may end while this is on its way; the line to it then closes.
      post: (message) => void process.send?.(message, undefined, undefined, () => undefined),
      onMessage: (listener) => listeners.push(listener),
    },
    sessionJobs,
  );
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxRequestBytes, perMessageDeflate: false });
  process.on("message", (message: unknown, handle: unknown) => {
    if (!isDataSocketAttachment(message)) for (const listener of listeners) listener(message);
    // The tab may have gone while its socket was on the way: then there is none.
    else if (handle) accept(sockets, message, handle as Socket, database.attach); // main sends sockets only
  });
  // Ctrl-C reaches the whole group; main ends its processes in order.
  process.on("SIGINT", () => undefined);
  process.on("disconnect", () => process.exit(0));
}

function accept(
  sockets: WebSocketServer,
  { clientId, headers }: DataSocketAttachment,
  socket: Socket,
  attach: ReturnType<typeof runDatabaseProcess>["attach"],
): void {
  socket.setNoDelay(true);
  const request = { method: "GET", url: "/data", headers } as unknown as IncomingMessage; // all that the handshake reads
  sockets.handleUpgrade(request, socket, Buffer.alloc(0), (webSocket) => {
    webSocket.on("error", () => webSocket.terminate());
    attach(clientId, createSocketPort(webSocket));
  });
}

start();
