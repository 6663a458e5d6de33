import { AppError } from "../../../shared/ipc/app-error.ts";
import type { PageBuilder } from "./page-builder.ts";

const dataRow = 0x44; // 'D'
const authentication = 0x52; // 'R'
const copyData = 0x64; // 'd'
/** Rows up to this size are collected and read in one go; larger ones are read cell by cell as they arrive. */
const wholeRowBytes = 256 * 1024;
/** No message but a row may be larger: an error text or a notice of this size is an attack or a fault. */
const otherMessageBytes = 64 * 1024 * 1024;
/** libpq's own limit for a message of the login is 30,000 bytes. */
const authenticationBytes = 30_000;

/** Who receives rows at the moment; none outside a statement that returns rows. */
export interface RowSink {
  readonly builder: PageBuilder;
  readonly maxCellBytes: number;
}

/**
 * Takes what COPY ... TO STDOUT sends: `source` from `start` to `end`, where `isRowEnd` says that a row is complete (the
 * server sends one message for each row). The bytes stay what they are; `source` may be kept.
 */
export type CopyReader = (source: Buffer, start: number, end: number, isRowEnd: boolean) => void;

/**
 * Reads the server's bytes as they arrive. Rows go to the sink, everything else is handed on unchanged to the driver.
 * No message is ever collected as a whole if it is large, so the size of a cell does not matter.
 */
export class MessageFilter {
  sink: RowSink | null = null;
  /** Takes the data of a COPY ... TO STDOUT; none at other times. */
  copyReader: CopyReader | null = null;
  private readonly onOther: (bytes: Buffer) => void;
  private readonly onAuthentication: (body: Buffer) => void;
  private carry: Buffer | null = null;
  /** Bytes of the present other message that still go straight to the driver. */
  private passing = 0;
  private giant: GiantRow | null = null;
  /** Bytes of the present CopyData message that are still to come. */
  private copying = 0;

  /** `onAuthentication` gets each AuthenticationRequest whole, before the driver does; it throws to refuse. */
  constructor(onOther: (bytes: Buffer) => void, onAuthentication: (body: Buffer) => void) {
    this.onOther = onOther;
    this.onAuthentication = onAuthentication;
  }

  /** Takes the next bytes. Throws AppError when the stream is not what a Postgres server sends. */
  take(chunk: Buffer): void {
    const bytes = this.carry ? Buffer.concat([this.carry, chunk]) : chunk;
    this.carry = null;
    let at = 0;
    let passFrom = 0;
    const pass = (end: number) => {
      if (end > passFrom) this.onOther(bytes.subarray(passFrom, end));
      passFrom = end;
    };
    while (at < bytes.length) {
      if (this.giant) {
        at = passFrom = this.giant.take(bytes, at);
        if (this.giant.isDone) this.giant = null;
        continue;
      }
      if (this.copying > 0) {
        at = passFrom = this.takeCopy(bytes, at);
        continue;
      }
      if (this.passing > 0) {
        const step = Math.min(this.passing, bytes.length - at);
        at += step;
        this.passing -= step;
        continue;
      }
      if (bytes.length - at < 5) break;
      const type = bytes[at] ?? 0;
      const length = readInt32(bytes, at + 1);
      if (length < 4) throw notPostgres();
      const end = at + 1 + length;
      if (type === dataRow && this.sink) {
        pass(at);
        if (end <= bytes.length) {
          readRow(bytes, at + 5, this.sink.builder);
          at = passFrom = end;
        } else if (length <= wholeRowBytes) break;
        else {
          this.giant = new GiantRow(this.sink, length - 4);
          at = passFrom = at + 5;
        }
        continue;
      }
      if (type === copyData && this.copyReader) {
        pass(at);
        at = passFrom = at + 5;
        this.copying = length - 4;
        if (length === 4) this.copyReader(bytes, at, at, true);
        continue;
      }
      if (length > otherMessageBytes) throw notPostgres();
      if (type === authentication) {
        if (length < 8 || length > authenticationBytes) throw notPostgres();
        if (bytes.length < end) break;
        this.onAuthentication(bytes.subarray(at + 5, end));
      }
      this.passing = length + 1;
    }
    pass(at);
    if (at < bytes.length) this.carry = Buffer.from(bytes.subarray(at));
  }

  private takeCopy(bytes: Buffer, at: number): number {
    const step = Math.min(this.copying, bytes.length - at);
    this.copying -= step;
    this.copyReader?.(bytes, at, at + step, this.copying === 0);
    return at + step;
  }
}

function readRow(bytes: Buffer, start: number, builder: PageBuilder): void {
  const columns = bytes.readUInt16BE(start);
  builder.beginRow(columns);
  let at = start + 2;
  for (let column = 0; column < columns; column++) {
    const length = readInt32(bytes, at);
    at += 4;
    if (length < 0) builder.addNull();
    else {
      builder.addCell(bytes, at, length);
      at += length;
    }
  }
  builder.endRow();
}

/** As `Buffer.readInt32BE`, without its checks: it runs once for every cell, and the caller knows that the bytes are there. */
function readInt32(bytes: Buffer, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
  return (a << 24) | (b << 16) | (c << 8) | d;
}

/** A row too large to hold: keeps the beginning of each cell and drops the rest while it streams by. */
class GiantRow {
  private readonly sink: RowSink;
  private left: number;
  private columnsLeft = -1;
  private head = Buffer.alloc(0);
  private cell: { length: number; left: number; kept: Buffer[]; keptBytes: number } | null = null;

  constructor(sink: RowSink, bodyBytes: number) {
    this.sink = sink;
    this.left = bodyBytes;
  }

  get isDone(): boolean {
    return this.left === 0;
  }

  /** Consumes from `bytes` at `at`; returns where it stopped. */
  take(bytes: Buffer, start: number): number {
    let at = start;
    while (at < bytes.length && this.left > 0) {
      if (this.cell) at = this.takeCell(this.cell, bytes, at);
      else at = this.takeNumber(bytes, at);
    }
    return at;
  }

  private takeNumber(bytes: Buffer, at: number): number {
    const size = this.columnsLeft < 0 ? 2 : 4;
    const step = Math.min(size - this.head.length, bytes.length - at);
    this.head = Buffer.concat([this.head, bytes.subarray(at, at + step)]);
    this.left -= step;
    if (this.head.length === size) {
      const head = this.head;
      this.head = Buffer.alloc(0);
      if (size === 2) {
        this.columnsLeft = head.readUInt16BE(0);
        this.sink.builder.beginRow(this.columnsLeft);
      } else this.beginCell(head.readInt32BE(0));
    }
    return at + step;
  }

  private beginCell(length: number): void {
    if (length > 0) this.cell = { length, left: length, kept: [], keptBytes: 0 };
    else this.endCell(length, []);
  }

  private takeCell(cell: NonNullable<GiantRow["cell"]>, bytes: Buffer, at: number): number {
    const step = Math.min(cell.left, bytes.length - at);
    const wanted = Math.min(step, this.sink.maxCellBytes - cell.keptBytes);
    if (wanted > 0) {
      cell.kept.push(Buffer.from(bytes.subarray(at, at + wanted)));
      cell.keptBytes += wanted;
    }
    cell.left -= step;
    this.left -= step;
    if (cell.left === 0) {
      this.cell = null;
      this.endCell(cell.length, cell.kept);
    }
    return at + step;
  }

  private endCell(length: number, kept: Buffer[]): void {
    if (length < 0) this.sink.builder.addNull();
    else {
      const head = Buffer.concat(kept);
      if (head.length === length) this.sink.builder.addCell(head, 0, length);
      else this.sink.builder.addCutCell(head, length);
    }
    this.columnsLeft -= 1;
    if (this.columnsLeft === 0) this.sink.builder.endRow();
  }
}

function notPostgres(): AppError {
  return new AppError("connectionFailed", "The server's answer is not the Postgres protocol.", {
    hint: "Check host and port: another kind of server seems to listen there.",
  });
}
