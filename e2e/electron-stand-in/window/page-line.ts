import type { WebSocket } from "ws";
import type { IpcMain } from "../main/ipc-main.ts";
import type { FromPage, ToPage } from "../page/ipc-renderer.ts";
import { isPortMessage, type MessagePortMain, PortHub } from "../ports.ts";
import { decode, encode } from "../wire.ts";

interface Connection {
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
    const post = (message: ToPage) => {
      if (socket.readyState === socket.OPEN) socket.send(encode(message));
    };
    const connection = { socket, hub: new PortHub(`main-${this.sender.id}-`, post) };
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
    const message: ToPage = { kind: "send", channel, values, ports: connection.hub.give(ports) };
    if (connection.socket.readyState === connection.socket.OPEN) connection.socket.send(encode(message));
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
