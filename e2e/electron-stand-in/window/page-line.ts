import type { WebSocket } from "ws";
import type { IpcMain } from "../main/ipc-main.ts";
import type { FromPage, ToPage } from "../page/ipc-renderer.ts";
import { isPortMessage, type MessagePortMain, PortHub } from "../ports.ts";
import { decode, encode } from "../wire.ts";

interface Connection {
  readonly post: (message: ToPage) => void;
  readonly socket: WebSocket;
  readonly hub: PortHub;
}

/** Main's end of the line to one page's preload. A reloaded page opens a new one. */
export class PageLine {
  private readonly sender: { readonly id: number; readonly mainFrame: object };
  private readonly ipcMain: IpcMain;
  private readonly early: { channel: string; values: readonly unknown[]; ports: readonly MessagePortMain[] }[] = [];
  private connection: Connection | null = null;

  constructor(sender: { readonly id: number; readonly mainFrame: object }, ipcMain: IpcMain) {
    this.sender = sender;
    this.ipcMain = ipcMain;
  }

  /** The preload of a new document connected. */
  attach(socket: WebSocket): void {
    this.close();
    const post = outbox(socket);
    const connection = { post, socket, hub: new PortHub(`main-${this.sender.id}-`, post) };
    this.connection = connection;
    socket.on("message", (frame: Buffer, isBinary: boolean) => {
      // Only the preload holds the token of this line.
      this.receive(connection, decode(isBinary ? frame : frame.toString("utf8")) as FromPage, post);
    });
    socket.on("close", () => {
      connection.hub.dispose();
      if (this.connection === connection) this.connection = null;
    });
    socket.on("error", () => socket.terminate());
    for (const { channel, values, ports } of this.early.splice(0)) this.send(channel, values, ports);
  }

  /** Sends to the page's listeners; waits for the page's preload if need be. */
  send(channel: string, values: readonly unknown[], ports: readonly MessagePortMain[]): void {
    const { connection } = this;
    if (!connection) return void this.early.push({ channel, values: structuredClone(values), ports });
    connection.post({ kind: "send", channel, values, ports: connection.hub.give(ports) });
  }

  close(): void {
    this.connection?.socket.terminate();
    this.connection?.hub.dispose();
    this.connection = null;
  }

  private receive({ hub }: Connection, message: FromPage, post: (message: ToPage) => void): void {
    if (isPortMessage(message)) return hub.receive(message);
    const frames = { sender: this.sender, senderFrame: this.sender.mainFrame };
    if (message.kind === "send") {
      this.ipcMain.emit(message.channel, { ...frames, ports: hub.take(message.ports) }, ...message.values);
      return;
    }
    const { id, channel, values } = message;
    this.ipcMain.invoke(channel, frames, values).then(
      (value) => post({ kind: "answer", id, value }),
      (error: Error) => post({ kind: "answer", id, error: error.message }),
    );
  }
}

/**
 * Sends in order, on turns of its own. What a test has main evaluate runs through the inspector, which may interrupt any
 * of main's own code, a write to this very socket too; a frame that is written inside of another write gets lost.
 */
function outbox(socket: WebSocket): (message: ToPage) => void {
  const frames: ReturnType<typeof encode>[] = [];
  const state = { isDue: false };
  const flush = () => {
    state.isDue = false;
    for (const frame of frames.splice(0)) if (socket.readyState === socket.OPEN) socket.send(frame);
  };
  return (message) => {
    frames.push(encode(message));
    if (!state.isDue) setImmediate(flush);
    state.isDue = true;
  };
}
