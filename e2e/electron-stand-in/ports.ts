// MessageChannelMain, and ports that move between main, a page and a utility process.
import { EventEmitter } from "node:events";

/** What travels between two processes about their ports. */
export type PortMessage =
  | { readonly kind: "port"; readonly id: string; readonly data: unknown; readonly ports: readonly string[] }
  | { readonly kind: "portClosed"; readonly id: string };

/** Whether a message is about ports. */
export function isPortMessage(message: { readonly kind: string }): message is PortMessage {
  return message.kind === "port" || message.kind === "portClosed";
}

interface Away {
  send(data: unknown, ports: readonly MessagePortMain[]): void;
  closed(): void;
}

/** One end of a channel. Once moved it lives in another process, and what its peer posts goes there. */
export class MessagePortMain extends EventEmitter {
  private peer: MessagePortMain | null = null;
  private readonly queue: { data: unknown; ports: readonly MessagePortMain[] }[] = [];
  private isStarted = false;
  private isClosed = false;
  private away: Away | null = null;
  private hasArrived = false;

  static pair(): [MessagePortMain, MessagePortMain] {
    const pair: [MessagePortMain, MessagePortMain] = [new MessagePortMain(), new MessagePortMain()];
    [pair[0].peer, pair[1].peer] = [pair[1], pair[0]];
    return pair;
  }

  start(): void {
    this.isStarted = true;
    for (const message of this.queue.splice(0)) this.announce(message);
  }

  postMessage(data: unknown, transfer: readonly MessagePortMain[] = []): void {
    if (this.away) throw new Error("Port is already transferred");
    this.peer?.deliver(this.peer.away ? data : structuredClone(data), transfer);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.peer?.closedByPeer();
    setImmediate(() => this.emit("close"));
  }

  /** Sends what waits, and what comes, to another process; gives the way for what comes back. */
  moveTo(away: Away): { deliver(data: unknown, ports: readonly MessagePortMain[]): void; closed(): void } {
    this.away = away;
    // Not before the message that carries the port is sent: until then the other process does not know it.
    queueMicrotask(() => this.sendWaiting(away));
    return { deliver: (data, ports) => this.peer?.deliver(data, ports), closed: () => this.peer?.closedByPeer() };
  }

  private sendWaiting(away: Away): void {
    this.hasArrived = true;
    for (const { data, ports } of this.queue.splice(0)) away.send(data, ports);
    if (this.isClosed) away.closed();
  }

  private deliver(data: unknown, ports: readonly MessagePortMain[]): void {
    if (this.isClosed) return;
    if (this.away && this.hasArrived) this.away.send(data, ports);
    else if (this.isStarted && !this.away) this.announce({ data, ports });
    else this.queue.push({ data, ports });
  }

  private closedByPeer(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.away && this.hasArrived) this.away.closed();
    else if (!this.away) setImmediate(() => this.emit("close"));
  }

  private announce(message: { data: unknown; ports: readonly MessagePortMain[] }): void {
    setImmediate(() => this.emit("message", message));
  }
}

/** Two connected ports. */
export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    [this.port1, this.port2] = MessagePortMain.pair();
  }
}

/** The ports that moved to one other process, by the ids that both sides use. */
export class PortHub {
  private readonly moved = new Map<string, ReturnType<MessagePortMain["moveTo"]>>();
  private readonly prefix: string;
  private readonly post: (message: PortMessage) => void;
  private lastId = 0;

  constructor(prefix: string, post: (message: PortMessage) => void) {
    this.prefix = prefix;
    this.post = post;
  }

  /** Moves ports away; the ids go along with the message. */
  give(ports: readonly MessagePortMain[] = []): string[] {
    return ports.map((port) => this.bind(`${this.prefix}${++this.lastId}`, port));
  }

  /** Ports that arrive with a message. */
  take(ids: readonly string[] = []): MessagePortMain[] {
    return ids.map((id) => {
      const [here, there] = MessagePortMain.pair();
      this.bind(id, there);
      return here;
    });
  }

  receive(message: PortMessage): void {
    const port = this.moved.get(message.id);
    if (message.kind === "port") port?.deliver(message.data, this.take(message.ports));
    else {
      this.moved.delete(message.id);
      port?.closed();
    }
  }

  /** The other process is gone. */
  dispose(): void {
    for (const port of this.moved.values()) port.closed();
    this.moved.clear();
  }

  private bind(id: string, port: MessagePortMain): string {
    const way = port.moveTo({
      send: (data, ports) => this.post({ kind: "port", id, data, ports: this.give(ports) }),
      closed: () => this.post({ kind: "portClosed", id }),
    });
    this.moved.set(id, way);
    return id;
  }
}
