import { randomBytes } from "node:crypto";
import { link, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppError } from "../../shared/ipc/app-error.ts";
import {
  type FileFormat,
  type FileStanding,
  maxFileBytes,
  type OpenedFile,
  type SaveOutcome,
} from "../../shared/query-files/model.ts";
import { hasCode, syncFolder, toFileError, writeFileAtomically } from "../storage/atomic-file.ts";
import { allowQueryFile } from "./allowed-query-file.ts";
import { decodeText, encodeText, versionOf } from "./file-text.ts";

/** What is to be written, and over what. */
export interface SaveRequest {
  readonly path: string;
  readonly text: string;
  readonly format: FileFormat;
  /** The version that may be replaced; null when the file is new. */
  readonly expected: string | null;
  readonly isReplacing: boolean;
}

/** Reads and writes files of SQL. One save at a time, so that two windows never both believe that they came first. */
export class QueryFiles {
  private readonly ownFolder: string;
  private saving: Promise<unknown> = Promise.resolve();

  constructor(ownFolder: string) {
    this.ownFolder = ownFolder;
  }

  /** Rejects as `queryFiles.open` says. */
  async open(asked: string): Promise<OpenedFile> {
    const path = await allowQueryFile(asked, this.ownFolder);
    const bytes = await readBytes(path);
    if (bytes === null)
      throw new AppError("fileSystem", `${path} is not there (any more).`, {
        hint: "It may have been renamed or deleted. Look into its folder.",
      });
    const name = basename(path);
    return { path, name, ...decodeText(bytes, name), version: versionOf(bytes) };
  }

  /** Rejects as `queryFiles.save` says. */
  save(request: SaveRequest): Promise<SaveOutcome> {
    const result = this.saving.then(() => this.write(request));
    this.saving = result.catch(() => undefined); // whoever saves is told
    return result;
  }

  /** Never rejects: what cannot be read is an answer. */
  async check({ path: asked, version }: { path: string; version: string }): Promise<FileStanding> {
    try {
      const bytes = await readBytes(await allowQueryFile(asked, this.ownFolder));
      if (bytes === null) return "missing";
      return versionOf(bytes) === version ? "same" : "changed";
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // A folder that is gone takes its files along.
      return (await isThere(dirname(asked))) ? "unreadable" : "missing";
    }
  }

  private async write({ path: asked, text, format, expected, isReplacing }: SaveRequest): Promise<SaveOutcome> {
    const path = await allowQueryFile(asked, this.ownFolder);
    const bytes = encodeText(text, format);
    const outcome: SaveOutcome = { kind: "saved", path, name: basename(path), version: versionOf(bytes) };
    if (isReplacing) await replace(path, bytes);
    else if (expected === null) return (await create(path, bytes)) ? outcome : { kind: "exists" };
    else {
      const now = await readBytes(path);
      if (now === null) return { kind: "missing" };
      if (versionOf(now) !== expected) return { kind: "changed" };
      await replace(path, bytes);
    }
    return outcome;
  }
}

/** Null where nothing of that name is. */
async function readBytes(path: string): Promise<Buffer | null> {
  try {
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      if (size > maxFileBytes)
        throw new AppError("tooLarge", `${path} is larger than ${maxFileBytes / 1024 / 1024} MB.`, {
          hint: "Run it with psql, or split it into several files.",
        });
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw toFileError(error, path);
  }
}

/** The old bytes or the new ones, never a part; who may read it stays as it was. */
async function replace(path: string, bytes: Buffer): Promise<void> {
  await writeFileAtomically(path, bytes, { mode: (await modeOf(path)) ?? newFileMode });
}

/** False when the name is taken, also when it was taken this very moment. */
async function create(path: string, bytes: Buffer): Promise<boolean> {
  if (await isThere(path)) return false;
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.part`);
  try {
    await writeFileAtomically(temporary, bytes, { mode: newFileMode });
    await giveName(temporary, path);
    await syncFolder(dirname(path));
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw toFileError(error, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A link fails where the name is taken, which a rename would not; some file systems have no links. */
async function giveName(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (hasCode(error, "EEXIST") || (await isThere(path))) throw error;
    await rename(temporary, path);
  }
}

/** What the user's umask leaves of it. */
const newFileMode = 0o666;

async function modeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mode & 0o777;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw toFileError(error, path);
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR")) return false;
    throw toFileError(error, path);
  }
}
