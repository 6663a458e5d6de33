import { randomBytes } from "node:crypto";
import { type FileHandle, link, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Writable } from "node:stream";
import { createGzip, type Gzip } from "node:zlib";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { hasCode, syncFolder, toFileError } from "../../storage/atomic-file.ts";
import { ByteGate } from "./byte-gate.ts";

/** Takes the bytes of one file in order. */
export interface ByteSink {
  /** Copies what is small; a large piece is kept until it is written. */
  write(source: Buffer, start: number, end: number): void;
  writeText(text: string): void;
  /** Stops the source of the rows until the function that it gives is called. */
  hold(): () => void;
  /** Calls back when there is room again. */
  whenReady(done: () => void): void;
  readonly hasFailed: boolean;
  /** Rejects when the file cannot be written; never resolves. */
  readonly failed: Promise<never>;
}

/** How a file is written. */
export interface ExportFileOptions {
  readonly isCompressed: boolean;
  readonly isReplacing: boolean;
}

const pieceBytes = 256 * 1024;
/** A piece of text at most: three bytes for each UTF-16 unit have to fit. */
const textPiece = pieceBytes / 4;

/**
 * A file that appears under its name only when it is complete: a temporary file beside it, fsync, then its name. Errors
 * are `conflict` (there is such a file), `diskFull` and `fileSystem`.
 */
export class ExportFile implements ByteSink {
  readonly path: string;
  readonly gate = new ByteGate();
  readonly failed: Promise<never>;
  /** Aborts when the file cannot be written. */
  readonly failing = new AbortController();
  private readonly temporary: string;
  private readonly handle: FileHandle;
  private readonly options: ExportFileOptions;
  private readonly file: Writable;
  private readonly gzip: Gzip | null;
  private piece = Buffer.allocUnsafe(pieceBytes);
  private used = 0;
  private written = 0;
  private release: (() => void) | null = null;
  private waiting: (() => void)[] = [];

  private constructor(path: string, temporary: string, handle: FileHandle, options: ExportFileOptions) {
    this.path = path;
    this.temporary = temporary;
    this.handle = handle;
    this.options = options;
    this.file = new Writable({
      highWaterMark: 1024 * 1024,
      write: (chunk: Buffer, _encoding, done) => {
        this.append(chunk).then(() => done(), done);
      },
    });
    this.gzip = options.isCompressed ? createGzip() : null;
    this.gzip?.pipe(this.file);
    this.failed = new Promise<never>((_resolve, reject) => {
      this.failing.signal.addEventListener("abort", () => reject(this.failing.signal.reason), { once: true });
    });
    this.failed.catch(() => undefined); // whoever finishes the file is told
    this.file.on("error", (error) => this.fail(error));
    this.gzip?.on("error", (error) => this.fail(error));
    this.head.on("drain", () => this.drained());
  }

  /** Rejects with `conflict` at once when the name is taken and nobody said that it may be replaced. */
  static async create(path: string, options: ExportFileOptions): Promise<ExportFile> {
    if (!options.isReplacing && (await exists(path))) throw taken(path);
    const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.part`);
    try {
      return new ExportFile(path, temporary, await open(temporary, "wx", 0o600), options);
    } catch (error) {
      throw toFileError(error, path);
    }
  }

  get hasFailed(): boolean {
    return this.failing.signal.aborted;
  }

  get bytesWritten(): number {
    return this.written;
  }

  write(source: Buffer, start: number, end: number): void {
    const bytes = end - start;
    if (bytes > pieceBytes - this.used) this.flush();
    if (bytes > pieceBytes) return this.push(source.subarray(start, end));
    source.copy(this.piece, this.used, start, end);
    this.used += bytes;
  }

  writeText(text: string): void {
    for (let at = 0; at < text.length; ) {
      let end = Math.min(text.length, at + textPiece);
      const last = text.charCodeAt(end - 1);
      if (end < text.length && last >= 0xd800 && last <= 0xdbff) end -= 1;
      const part = at === 0 && end === text.length ? text : text.slice(at, end);
      if (part.length * 3 > pieceBytes - this.used) this.flush();
      this.used += this.piece.write(part, this.used);
      at = end;
    }
  }

  hold(): () => void {
    return this.gate.hold();
  }

  whenReady(done: () => void): void {
    if (this.release === null) done();
    else this.waiting.push(done);
  }

  /** Writes the rest and gives the file its name. Rejects with the reason when it could not be written. */
  async finish(): Promise<number> {
    this.flush();
    try {
      const ended = new Promise<void>((resolve) => this.file.once("finish", () => resolve()));
      this.head.end();
      await Promise.race([ended, this.failed]);
      await this.handle.sync();
      await this.handle.close();
      await this.giveName();
      await syncFolder(dirname(this.path));
      return this.written;
    } catch (error) {
      throw toFileError(error, this.path);
    }
  }

  /** Removes what was written. Harmless after `finish`. */
  async discard(): Promise<void> {
    this.failing.abort(new AppError("cancelled", "Cancelled."));
    this.file.destroy();
    this.gzip?.destroy();
    await this.handle.close().catch(() => undefined); // closed already, or the disk is gone: the name counts
    await rm(this.temporary, { force: true });
  }

  private get head(): Writable {
    return this.gzip ?? this.file;
  }

  private async giveName(): Promise<void> {
    if (this.options.isReplacing) return await rename(this.temporary, this.path);
    try {
      // Fails when the name was taken meanwhile; a rename would silently replace.
      await link(this.temporary, this.path);
    } catch (error) {
      if (hasCode(error, "EEXIST")) throw taken(this.path);
      // File systems without links (exFAT, some network drives): look once more, then rename.
      if (await exists(this.path)) throw taken(this.path);
      return await rename(this.temporary, this.path);
    }
    await rm(this.temporary);
  }

  private async append(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await this.handle.write(bytes, at);
      at += bytesWritten;
      this.written += bytesWritten;
    }
  }

  private flush(): void {
    if (this.used === 0) return;
    const piece = this.piece.subarray(0, this.used);
    this.piece = Buffer.allocUnsafe(pieceBytes);
    this.used = 0;
    this.push(piece);
  }

  private push(bytes: Buffer): void {
    if (this.hasFailed || this.head.write(bytes)) return;
    this.release ??= this.gate.hold();
  }

  private drained(): void {
    const release = this.release;
    this.release = null;
    release?.();
    for (const done of this.waiting.splice(0)) done();
  }

  private fail(error: unknown): void {
    if (!this.hasFailed) this.failing.abort(toFileError(error, this.path));
    this.drained();
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw toFileError(error, path);
  }
}

function taken(path: string): AppError {
  return new AppError("conflict", `There is a file ${basename(path)} already.`, {
    hint: "Choose another name, or say that it may be replaced.",
  });
}
