import type { Dirent } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative } from "node:path";
import { AppError } from "../../../shared/ipc/app-error.ts";

const maxScriptBytes = 5_000_000;
const maxEntries = 50_000;
const maxDepth = 4;

/** A file of a folder, or what stands in its place. */
export type FolderFile = { readonly bytes: Buffer } | { readonly problem: string };

/** A folder whose files were listed once and are read when asked for. */
export interface FolderFiles {
  readonly path: string;
  /** Paths below the folder with `/` between, sorted by code units; of files and links to files. */
  readonly names: readonly string[];
  /** Names of the folders in it, at the top. */
  readonly folders: readonly string[];
  /**
   * A link that leads out of the folder is a problem, not followed: what stands elsewhere is no part of what is
   * reviewed. Rejects with `fileSystem` (it is gone, no permission), `tooLarge` (over 5 MB).
   */
  read(name: string): Promise<FolderFile>;
}

/**
 * Lists a folder to a depth of four, hidden entries and `node_modules` left out. Rejects with `fileSystem`, and with
 * `tooLarge` over 50,000 entries: then it is no folder of migrations.
 */
export async function listFolder(path: string): Promise<FolderFiles> {
  const names: string[] = [];
  const folders: string[] = [];
  const visit = async (below: string, depth: number): Promise<void> => {
    for (const entry of await entriesOf(join(path, below))) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const name = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) {
        if (depth === 0) folders.push(entry.name);
        if (depth < maxDepth) await visit(name, depth + 1);
      } else if (entry.isFile() || entry.isSymbolicLink()) names.push(name);
      if (names.length > maxEntries)
        throw new AppError("tooLarge", `${path} has more than ${maxEntries} files.`, {
          hint: "Name the folder that holds the migrations only.",
        });
    }
  };
  await visit("", 0);
  names.sort(byCodeUnits);
  const real = await realpath(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  return { path, names, folders: folders.sort(byCodeUnits), read: (name) => readInside(path, real, name) };
}

/** The order of plain comparison, the same on every computer. */
export function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

async function readInside(path: string, real: string, name: string): Promise<FolderFile> {
  const file = join(path, name);
  try {
    const target = await realpath(file);
    const inside = relative(real, target);
    if (inside.startsWith("..") || isAbsolute(inside))
      return { problem: `${name} is a link that leads out of the folder. It is not read.` };
    const found = await stat(target);
    if (!found.isFile()) return { problem: `${name} is no file.` };
    if (found.size > maxScriptBytes)
      throw new AppError("tooLarge", `${file} is larger than 5 MB.`, { hint: "Load data with an import instead." });
    return { bytes: await readFile(target) };
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(file, error);
  }
}

async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): AppError {
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError("fileSystem", `${path} cannot be read: ${reason}`, {
    hint: "Check the migrations folder of the connection.",
  });
}
