import type { WebSocket } from "ws";
import { z } from "zod";
import type { TopicName, Topics } from "../../../shared/ipc/topics.ts";
import type { LineMessage } from "../../../shared/ipc/wire.ts";
import type { App } from "../../app/app.ts";

/** A tab that stopped reading must not fill main's memory. */
const mostBufferedBytes = 64 * 1024 * 1024;
const policyViolation = 1008;
const heartbeatMs = 30_000;

const messageSchema = z.strictObject({ id: z.int().min(0), request: z.unknown() });

/** The browser tabs that are connected, by their client id. */
export class BridgeClients {
  private readonly app: Pick<App, "handle" | "forgetClient">;
  private readonly sockets = new Map<string, WebSocket>();
  private readonly heartbeat: NodeJS.Timeout;
  private isClosed = false;

  constructor(app: Pick<App, "handle" | "forgetClient">) {
    this.app = app;
    // Keeps lines through forwarders open, and notices tabs that vanished without a word.
    this.heartbeat = setInterval(() => {
      for (const socket of this.sockets.values()) socket.ping();
    }, heartbeatMs);
    this.heartbeat.unref();
  }

  /** Serves a tab. The same tab connecting again replaces its old line, which may not have noticed that it broke. */
  add(clientId: string, socket: WebSocket): void {
    if (this.isClosed) return socket.terminate();
    const old = this.sockets.get(clientId);
    this.sockets.set(clientId, socket);
    if (old) {
      old.terminate();
      this.app.forgetClient(clientId); // nobody hears the answers to what the old line asked
    }
    socket.on("error", () => socket.terminate());
    socket.on("message", (data, isBinary) => {
      const message = isBinary ? null : parse(String(data));
      if (!message) return socket.close(policyViolation);
      const { id, request } = message;
      void this.app.handle(clientId, request).then((response) => send(socket, { kind: "answer", id, response }));
    });
    socket.on("close", () => {
      if (this.sockets.get(clientId) !== socket) return;
      this.sockets.delete(clientId);
      this.app.forgetClient(clientId);
    });
  }

  /** Tells every tab, or the one named. */
  emit<Name extends TopicName>(topic: Name, payload: Topics[Name], clientId?: string): void {
    const message = JSON.stringify({ kind: "event", topic, payload } satisfies LineMessage);
    for (const [id, socket] of this.sockets) if (clientId === undefined || clientId === id) sendText(socket, message);
  }

  close(): void {
    this.isClosed = true;
    clearInterval(this.heartbeat);
    for (const socket of this.sockets.values()) socket.terminate();
  }
}

function send(socket: WebSocket, message: LineMessage): void {
  sendText(socket, JSON.stringify(message));
}

function sendText(socket: WebSocket, text: string): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > mostBufferedBytes) socket.terminate();
  else socket.send(text);
}

function parse(text: string): z.infer<typeof messageSchema> | null {
  try {
    const parsed = messageSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // not JSON: the caller hangs up
  }
}
