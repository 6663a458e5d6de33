import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import type { Direction } from "../../../shared/changes/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { toFileError } from "../../storage/atomic-file.ts";

/** A file of SQL to lint. */
export interface SqlFile {
  /** Relative to the working folder, with slashes; absolute outside of it. */
  readonly path: string;
  readonly text: string;
  readonly direction: Direction;
  /** False only for `x.up.sql` without an `x.down.sql` beside it. */
  readonly hasDown: boolean;
}

/** The files, and those of the folders that end in `.sql`, in order of their paths. Rejects with `fileSystem` and `notFound`. */
export async function readSqlFiles(paths: readonly string[], workingFolder: string): Promise<readonly SqlFile[]> {
  const found = await Promise.all(paths.map((path) => findFiles(resolve(workingFolder, path))));
  const files = [...new Set(found.flat())].sort();
  if (files.length === 0)
    throw new AppError("notFound", `There is no file of SQL in ${paths.join(", ")}.`, {
      hint: "Name a file, or a folder with files that end in .sql.",
    });
  const read: SqlFile[] = [];
  for (const file of files) read.push(await readSqlFile(file, files, workingFolder));
  return read;
}

async function findFiles(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(".sql"))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    throw toFileError(error, path);
  }
}

async function readSqlFile(file: string, all: readonly string[], workingFolder: string): Promise<SqlFile> {
  const inside = relative(workingFolder, file);
  const path = (inside.startsWith("..") ? file : inside).replaceAll(sep, "/");
  const down = /^(.*)\.up\.sql$/.exec(file)?.[1];
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await readFile(file));
    const hasDown = down === undefined || all.includes(`${down}.down.sql`) || (await exists(`${down}.down.sql`));
    return { path, text, direction: file.endsWith(".down.sql") ? "down" : "up", hasDown };
  } catch (error) {
    if (error instanceof TypeError) throw new AppError("invalidInput", `${path} is not UTF-8 text.`);
    throw toFileError(error, file);
  }
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
