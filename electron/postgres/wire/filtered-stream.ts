import { EventEmitter } from "node:events";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type DetailedPeerCertificate, TLSSocket } from "node:tls";
import { MessageFilter } from "./message-filter.ts";

/**
 * What the driver takes for its socket: writes go to the transport, reads come through the message filter. It is an
 * event emitter and no Readable, because row messages and the messages around them must stay in order.
 */
export class FilteredStream extends EventEmitter {
  readonly filter: MessageFilter;
  private readonly socket: Duplex;
  private failure: Error | null = null;

  constructor(socket: Duplex, onAuthentication: (body: Buffer) => void) {
    super();
    this.socket = socket;
    this.filter = new MessageFilter((bytes) => this.emit("data", bytes), onAuthentication);
    socket.on("data", (bytes: Buffer) => this.receive(bytes));
    socket.on("error", (error) => this.emit("error", error));
    socket.on("end", () => this.emit("end"));
    socket.on("close", () => this.emit("close"));
  }

  /** The driver asks to connect; the transport is connected already. */
  connect(): this {
    process.nextTick(() => {
      this.emit("connect");
      this.socket.resume();
    });
    return this;
  }

  /** The driver ties the password's proof to it (channel binding). */
  getPeerCertificate(): DetailedPeerCertificate {
    if (this.socket instanceof TLSSocket) return this.socket.getPeerCertificate(true);
    throw new Error("Channel binding was asked for on a line without TLS.");
  }

  get writable(): boolean {
    return this.socket.writable;
  }

  write(bytes: Buffer, callback?: () => void): boolean {
    return this.socket.write(bytes, callback);
  }

  end(): this {
    this.socket.end();
    return this;
  }

  destroy(error?: Error): this {
    this.socket.destroy(error);
    return this;
  }

  /** Stops reading from the server: this is the whole of backpressure. */
  pause(): this {
    this.socket.pause();
    return this;
  }

  resume(): this {
    this.socket.resume();
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  cork(): void {
    this.socket.cork();
  }

  uncork(): void {
    this.socket.uncork();
  }

  ref(): this {
    if (this.socket instanceof Socket) this.socket.ref();
    return this;
  }

  unref(): this {
    if (this.socket instanceof Socket) this.socket.unref();
    return this;
  }

  private receive(bytes: Buffer): void {
    if (this.failure) return;
    try {
      this.filter.take(bytes);
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      this.socket.destroy(this.failure);
    }
  }
}
