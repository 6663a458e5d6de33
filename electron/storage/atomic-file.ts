import { randomBytes } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { z } from "zod";
import { AppError } from "../../shared/ipc/app-error.ts";

/**
 * Replaces a file as a whole: a temporary file beside it, fsync, rename, fsync of the folder. After a kill or a full
 * disk either the old or the new text is there, never a part. Rejects with `diskFull` or `fileSystem`.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
  options: { readonly mode?: number } = {},
): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(temporary, "wx", options.mode ?? 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw toFileError(error, path);
  }
}

/**
 * Reads and checks a JSON file. A missing file gives `fallback`; one that cannot be understood is an AppError that
 * names it, because silently starting anew would lose what it held.
 */
export async function readJsonFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  fallback: z.output<Schema>,
): Promise<z.output<Schema>> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return fallback;
    throw toFileError(error, path);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(path, "it is not JSON");
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw unreadable(path, parsed.error.issues[0]?.message ?? "it has another shape");
  return parsed.data;
}

/** A file-system error as an AppError: `diskFull` when there is no room, else `fileSystem`. */
export function toFileError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  if (hasCode(error, "ENOSPC") || hasCode(error, "EDQUOT"))
    return new AppError("diskFull", `There is no room left to write ${path}.`, {
      hint: "Free some space on this disk and try again. What was there before is unchanged.",
    });
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError("fileSystem", `${path} cannot be used: ${reason}`, {
    hint: "Check that the folder exists and that you may write to it.",
  });
}

function unreadable(path: string, why: string): AppError {
  return new AppError("fileSystem", `${path} cannot be understood: ${why}.`, {
    hint: "Move the file away to start without it, or restore it from a backup.",
  });
}

/** Whether an error of the file system has this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** Makes the names in a folder last. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder for fsync; there the rename itself is durable enough.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
