import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../shared/ipc/app-error.ts";
import { isMisnamedMigration, parseMigrationFileName } from "../../shared/migrations/plain-names.ts";
import type { MigrationBytes } from "./script-bytes.ts";

/** A migration as its files are. `problem` says why it cannot be used although its files were read. */
export interface MigrationFiles extends MigrationBytes {
  readonly name: string;
  readonly problem: string | null;
}

const maxScriptBytes = 5_000_000;

/**
 * Reads a folder of plain migrations, in order. Other files are left alone, but one that ends like a migration and is
 * not named like one is an error: skipping it silently would lose it. Rejects with `fileSystem`, `invalidInput`,
 * `tooLarge` (a script over 5 MB).
 */
export async function readMigrationsFolder(path: string): Promise<readonly MigrationFiles[]> {
  const names = (await listFiles(path)).sort();
  const misnamed = names.filter(isMisnamedMigration);
  if (misnamed.length > 0)
    throw new AppError("invalidInput", `No migration can be called ${misnamed.join(", ")}.`, {
      hint: `Name the files in ${path} like 0001_add_index.up.sql and 0001_add_index.down.sql.`,
    });
  const found = new Map<string, { order: number; name: string; up: Buffer | null; down: Buffer | null }>();
  for (const fileName of names) {
    const parsed = parseMigrationFileName(fileName);
    if (!parsed) continue;
    const entry = found.get(parsed.id) ?? { order: parsed.order, name: parsed.name, up: null, down: null };
    if (entry[parsed.direction] !== null)
      throw new AppError("invalidInput", `${fileName} is there twice, in different case.`, {
        hint: "Keep one of them.",
      });
    entry[parsed.direction] = await readScript(join(path, fileName));
    found.set(parsed.id, entry);
  }
  const orders = [...found.values()].map(({ order }) => order);
  return [...found]
    .map(([id, { up, down, order, name }]) => ({
      id,
      order,
      name,
      up: up ?? Buffer.alloc(0),
      down,
      problem: problemOf(up, orders.filter((other) => other === order).length, order),
    }))
    .sort((left, right) => left.order - right.order || (left.id < right.id ? -1 : 1));
}

function problemOf(up: Buffer | null, sameNumber: number, order: number): string | null {
  if (up === null) return "There is a down script but no up script.";
  return sameNumber > 1 ? `${sameNumber} migrations have the number ${order}; their order is not known.` : null;
}

async function listFiles(path: string): Promise<string[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(path, { withFileTypes: true });
  } catch (error) {
    throw unreadable(path, error);
  }
  return entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map((entry) => entry.name);
}

async function readScript(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > maxScriptBytes)
      throw new AppError("tooLarge", `${path} is larger than 5 MB.`, { hint: "Load data with an import instead." });
    return await readFile(path);
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): AppError {
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError("fileSystem", `${path} cannot be read: ${reason}`, {
    hint: "Check the migrations folder of the connection.",
  });
}
