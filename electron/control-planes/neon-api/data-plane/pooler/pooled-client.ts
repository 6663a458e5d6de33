import type { Duplex } from "node:stream";
import { protocolViolation, writeErrorResponse } from "../protocol/error-response.ts";
import { finish } from "../protocol/splice.ts";
import { Refusal } from "../upstream.ts";
import { Conversation } from "./conversation.ts";
import { MessageStream } from "./message-stream.ts";
import type { PoolUser, ServerPool } from "./server-pool.ts";
import { ServerRefusal, type ServerSession } from "./server-session.ts";

/** A client that has logged in, with a server only while it is in a transaction. */
export class PooledClient {
  private readonly client: Duplex;
  private readonly pool: ServerPool;
  private readonly user: PoolUser;
  private readonly conversation = new Conversation();
  private session: ServerSession | null = null;
  private isWaiting = false;
  /** What came before there was a server for it. */
  private waiting: { readonly type: string; readonly bytes: Buffer }[] = [];
  /** The server said itself why it ends. */
  private heardWhy = false;

  constructor(client: Duplex, pool: ServerPool, user: PoolUser) {
    this.client = client;
    this.pool = pool;
    this.user = user;
  }

  /** Talks until the client or the proxy ends the line. */
  async run(): Promise<void> {
    const { client } = this;
    const stream = new MessageStream((type) => type !== "d", {
      onBytes: (bytes) => this.take("d", bytes),
      onMessage: (type, message) => this.take(type, message),
    });
    client.on("data", (bytes: Buffer) => this.orLeave(() => stream.take(bytes)));
    client.on("drain", () => this.session?.socket.resume());
    client.once("end", () => this.leave());
    await new Promise<void>((resolve) => {
      if (client.destroyed) resolve();
      client.once("close", () => resolve());
    });
    this.dropSession();
  }

  /** Cancels what runs for this client now. */
  cancel(): void {
    this.session?.cancel();
  }

  private take(type: string, bytes: Buffer): void {
    if (type === "X") return this.leave();
    if (this.session && this.waiting.length === 0) return this.send(type, bytes);
    this.waiting.push({ type, bytes });
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.client.pause();
    this.pool.acquire(this.user).then(
      (session) => this.begin(session),
      (error: unknown) => this.leave(explain(error)),
    );
  }

  private begin(session: ServerSession): void {
    this.isWaiting = false;
    if (this.client.destroyed || this.client.writableEnded) return void this.pool.release(this.user, session);
    this.session = session;
    this.conversation.beginLease();
    session.taker = {
      onBytes: (bytes) => this.answer(bytes),
      onMessage: (type, message) => this.receive(type, message),
    };
    session.socket.once("close", this.lose);
    session.socket.on("drain", this.readOn);
    if (!session.isOpen) return this.lose();
    this.orLeave(() => {
      for (const { type, bytes } of this.waiting.splice(0)) this.send(type, bytes);
    });
    this.client.resume();
  }

  /** What is no message of the protocol ends the line. */
  private orLeave(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.leave(writeErrorResponse(protocolViolation("invalid message format")));
    }
  }

  private send(type: string, bytes: Buffer): void {
    for (const part of type === "d" ? [bytes] : this.conversation.send(type, bytes))
      if (this.session && !this.session.socket.write(part)) this.client.pause();
  }

  private receive(type: string, message: Buffer): void {
    if (type === "E" && message.includes("\0VFATAL\0")) this.heardWhy = true;
    if (this.conversation.receive(type, message)) this.answer(message);
    if (type === "Z" && this.conversation.isOver) this.giveBack();
  }

  private answer(bytes: Buffer): void {
    if (!this.client.write(bytes)) this.session?.socket.pause();
  }

  private giveBack(): void {
    const session = this.detach();
    if (session) void this.pool.release(this.user, session);
    this.client.resume();
  }

  private detach(): ServerSession | null {
    const { session } = this;
    this.session = null;
    session?.socket.off("close", this.lose).off("drain", this.readOn);
    if (session) session.taker = null;
    return session;
  }

  /** The client goes in the middle of something: nobody else may get what it leaves. */
  private dropSession(): void {
    const session = this.detach();
    if (!session) return;
    session.cancel();
    this.pool.discard(session);
  }

  private leave(lastWords?: Buffer): void {
    this.dropSession();
    if (lastWords) this.client.write(lastWords);
    finish(this.client);
  }

  private readonly readOn = (): void => {
    if (!this.isWaiting) this.client.resume();
  };

  /** The server ended during a transaction; in PgBouncer's words where it did not say why itself. */
  private readonly lose = (): void => {
    this.detach();
    this.leave(this.heardWhy ? undefined : writeErrorResponse(protocolViolation("server conn crashed?")));
  };
}

function explain(error: unknown): Buffer {
  if (error instanceof ServerRefusal) return error.response;
  if (error instanceof Refusal) return writeErrorResponse(error.answer);
  return writeErrorResponse(protocolViolation("server login failed"));
}
