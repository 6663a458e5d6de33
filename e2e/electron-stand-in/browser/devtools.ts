import { EventEmitter } from "node:events";
import WebSocket from "ws";

/** An answer or event of Chromium's DevTools protocol; shapes are the protocol's and are read where they are used. */
// biome-ignore lint/suspicious/noExplicitAny: the protocol has hundreds of shapes, and each caller knows its own
export type ProtocolFields = any;

interface Waiting {
  readonly method: string;
  resolve(fields: ProtocolFields): void;
  reject(error: Error): void;
}

/** One target's line: commands, and events by their method's name. */
export class DevtoolsSession extends EventEmitter {
  private readonly connection: DevtoolsConnection;
  private readonly id: string;

  constructor(connection: DevtoolsConnection, id: string) {
    super();
    this.setMaxListeners(0);
    this.connection = connection;
    this.id = id;
  }

  send(method: string, fields: object = {}): Promise<ProtocolFields> {
    return this.connection.call(method, fields, this.id);
  }
}

/** The line to the browser, with its sessions. */
export class DevtoolsConnection {
  readonly root: DevtoolsSession;
  private readonly socket: WebSocket;
  private readonly waiting = new Map<number, Waiting>();
  private readonly sessions = new Map<string, DevtoolsSession>();
  private lastId = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.root = this.session("");
    socket.on("message", (text) => this.receive(JSON.parse(String(text))));
    socket.on("close", () => {
      for (const call of this.waiting.values()) call.reject(new Error(`${call.method}: the browser is gone`));
      this.waiting.clear();
    });
    socket.on("error", () => socket.terminate());
  }

  static async open(url: string): Promise<DevtoolsConnection> {
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 0 });
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return new DevtoolsConnection(socket);
  }

  session(id: string): DevtoolsSession {
    const session = new DevtoolsSession(this, id);
    this.sessions.set(id, session);
    return session;
  }

  call(method: string, fields: object, sessionId: string): Promise<ProtocolFields> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { method, resolve, reject });
      this.socket.send(JSON.stringify({ id, method, params: fields, ...(sessionId ? { sessionId } : {}) }));
    });
  }

  private receive(message: ProtocolFields): void {
    if (!message.id) {
      this.sessions.get(message.sessionId ?? "")?.emit(message.method, message.params);
      return;
    }
    const call = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`));
    else call?.resolve(message.result);
  }
}
