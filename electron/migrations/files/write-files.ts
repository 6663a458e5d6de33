import { randomBytes } from "node:crypto";
import { link, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "../../../shared/ipc/app-error.ts";

/** A file to be written below the folder; `replaces` is for what every migration changes (Drizzle's journal). */
export interface NewFile {
  readonly name: string;
  readonly content: string;
  readonly replaces?: boolean;
}

/**
 * Writes new files in the order given, each of them whole, so that the last one makes the migration appear. When one
 * fails, those before it are removed again. Rejects with `conflict` (a name is taken), `fileSystem`.
 */
export async function writeFiles(folder: string, files: readonly NewFile[]): Promise<void> {
  const written: string[] = [];
  try {
    for (const { name, content, replaces } of files) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
        throw notWritten(path, error);
      });
      await writeWhole(path, content, replaces ?? false);
      if (replaces !== true) written.push(path);
    }
  } catch (error) {
    for (const path of written) await rm(path, { force: true });
    throw error;
  }
}

/** Under a name of its own first, then linked: whole, and refused when the name is taken. */
async function writeWhole(path: string, content: string, replaces: boolean): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o644);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await (replaces ? rename(temporary, path) : link(temporary, path));
  } catch (error) {
    throw notWritten(path, error);
  } finally {
    await rm(temporary, { force: true });
  }
}

function notWritten(path: string, error: unknown): AppError {
  const reason = error instanceof Error ? error.message : String(error);
  const isTaken = error instanceof Error && "code" in error && error.code === "EEXIST";
  return isTaken
    ? new AppError("conflict", `${path} was made by somebody else meanwhile.`, { hint: "Try again." })
    : new AppError("fileSystem", `${path} cannot be written: ${reason}`, { hint: "Check the migrations folder." });
}
