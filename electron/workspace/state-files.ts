import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { toFileError, writeFileAtomically } from "../storage/atomic-file.ts";

/** Texts that a window must find again after a crash: one file for each key, written one after the other. */
export class StateFiles {
  private readonly folder: string;
  private readonly writing = new Map<string, Promise<void>>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The text kept last, or null. Rejects with `fileSystem`. */
  async read(key: string): Promise<string | null> {
    await this.writing.get(key)?.catch(() => undefined); // whoever wrote it sees that error
    try {
      return await readFile(this.pathOf(key), "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw toFileError(error, this.pathOf(key));
    }
  }

  /** Resolves when the text is on disk. Null removes the file. Rejects with `diskFull` or `fileSystem`. */
  async write(key: string, text: string | null): Promise<void> {
    const previous = this.writing.get(key) ?? Promise.resolve();
    const next = previous.catch(() => undefined).then(() => this.replace(key, text));
    this.writing.set(key, next);
    try {
      await next;
    } finally {
      if (this.writing.get(key) === next) this.writing.delete(key);
    }
  }

  private async replace(key: string, text: string | null): Promise<void> {
    const path = this.pathOf(key);
    if (text === null) return await rm(path, { force: true });
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw toFileError(error, this.folder);
    }
    await writeFileAtomically(path, text);
  }

  private pathOf(key: string): string {
    return join(this.folder, `${key}.state`);
  }
}
