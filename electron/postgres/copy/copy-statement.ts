import { AppError } from "../../../shared/ipc/app-error.ts";
import { type ProtocolConnection, settleWhenReady } from "../statement/protocol-connection.ts";
import type { FilteredStream } from "../wire/filtered-stream.ts";
import type { CopyReader } from "../wire/message-filter.ts";

/** Where the bytes of a COPY go to, or come from. */
export type CopyEnd =
  | { readonly kind: "out"; readonly read: CopyReader }
  | { readonly kind: "in"; readonly chunks: AsyncIterable<Uint8Array>; readonly signal: AbortSignal | undefined };

/**
 * One COPY ... TO STDOUT or FROM STDIN by the extended protocol, whose bytes go past the driver. Implements the driver's
 * interface for query objects; settles only when the server is ready for the next statement.
 */
export class CopyStatement {
  /** Resolves with the command tag: `COPY 1000`. */
  readonly finished: Promise<string>;
  private readonly sql: string;
  private readonly stream: FilteredStream;
  private readonly end: CopyEnd;
  private resolve: (command: string) => void = () => undefined;
  private reject: (error: unknown) => void = () => undefined;
  private command = "";
  private failure: unknown = null;
  private hasCopied = false;
  private hasSynced = false;
  private readonly stopped = new AbortController();

  constructor(sql: string, stream: FilteredStream, end: CopyEnd) {
    this.sql = sql;
    this.stream = stream;
    this.end = end;
    this.finished = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: ProtocolConnection): Error | null {
    if (this.end.kind === "out") this.stream.filter.copyReader = this.end.read;
    this.stream.cork();
    connection.parse({ text: this.sql, name: "", types: [] });
    connection.bind({ values: [], portal: "", statement: "", binary: false });
    connection.describe({ type: "P", name: "" });
    connection.execute({ portal: "", rows: 0 });
    connection.sync();
    this.stream.uncork();
    return null;
  }

  handleRowDescription(): void {
    this.failure ??= new AppError("unsupported", "This statement answers rows; only COPY can be used here.");
  }

  handleDataRow(): void {
    this.failure ??= new AppError("unsupported", "This statement answers rows; only COPY can be used here.");
  }

  handlePortalSuspended(): void {}

  handleEmptyQuery(): void {}

  handleCommandComplete(message: { text: string }): void {
    this.command = message.text;
  }

  handleCopyData(): void {
    this.failure ??= new AppError("unsupported", "The server sends data although it was asked to take some.");
  }

  handleCopyInResponse(connection: ProtocolConnection): void {
    this.hasCopied = true;
    if (this.end.kind === "in") return void this.send(connection, this.end.chunks, this.end.signal);
    this.failure = new AppError("unsupported", "The server waits for data although it was asked to send some.");
    connection.sendCopyFail("Steward sends no data here.");
    this.endCopy(connection);
  }

  handleReadyForQuery(): void {
    this.settle();
  }

  handleError(error: unknown, connection: ProtocolConnection): void {
    this.failure ??= error;
    // The server takes nothing more of a COPY that failed; what waits for it to take data must not wait for ever.
    if (this.hasCopied) this.endCopy(connection);
    this.stopped.abort();
    settleWhenReady(error, connection, () => this.settle());
  }

  /** Never rejects: what goes wrong becomes a CopyFail, and the statement's own failure. */
  private async send(connection: ProtocolConnection, chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal) {
    const stop = signal ? AbortSignal.any([signal, this.stopped.signal]) : this.stopped.signal;
    const isStopped = new Promise<void>((resolve) => {
      if (stop.aborted) resolve();
      stop.addEventListener("abort", () => resolve(), { once: true });
    });
    try {
      let flushed: Promise<void> = Promise.resolve();
      for await (const chunk of chunks) {
        if (stop.aborted) break;
        const before = flushed;
        flushed = this.sendChunk(chunk);
        await Promise.race([before, isStopped]);
      }
      if (this.stopped.signal.aborted) return;
      if (signal?.aborted) connection.sendCopyFail("cancelled");
      else connection.endCopyFrom();
    } catch (error) {
      if (this.stopped.signal.aborted) return;
      this.failure ??= error;
      connection.sendCopyFail("The data could not be read to its end.");
    }
    this.endCopy(connection);
  }

  /** The server ignores the first Sync, which it met while it waited for data; a second one it would answer as well. */
  private endCopy(connection: ProtocolConnection): void {
    if (!this.hasSynced) connection.sync();
    this.hasSynced = true;
  }

  private sendChunk(chunk: Uint8Array): Promise<void> {
    const head = Buffer.allocUnsafe(5);
    head[0] = 0x64; // 'd'
    head.writeInt32BE(chunk.length + 4, 1);
    this.stream.cork();
    this.stream.write(head);
    // Also called when the socket is gone, which the statement's own end tells.
    const flushed = new Promise<void>((resolve) =>
      this.stream.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength), () => resolve()),
    );
    this.stream.uncork();
    return flushed;
  }

  private settle(): void {
    this.stream.filter.copyReader = null;
    this.stopped.abort();
    if (this.failure !== null) return this.reject(this.failure);
    this.resolve(this.command);
  }
}
