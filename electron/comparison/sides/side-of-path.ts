import { readdir, readFile, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { readMigrationsFolder } from "../../migrations/read-folder.ts";
import { toFileError } from "../../storage/atomic-file.ts";
import type { Side } from "./side.ts";
import { readSnapshotText } from "./snapshot-file.ts";

/**
 * The side that a path names: a snapshot (`.json`), a script (`.sql`), a Prisma schema (`.prisma`, or a folder that has such
 * files), or a folder of migrations, whose up scripts run in their order; `through` is the last one that counts. Rejects
 * with `fileSystem`, `invalidInput`.
 */
export async function sideOfPath(path: string, through: string | null = null): Promise<Side> {
  const status = await stat(path).catch((error: unknown) => {
    throw toFileError(error, path);
  });
  if (status.isDirectory()) return await sideOfFolder(path, through);
  const text = await readText(path);
  const ending = extname(path).toLowerCase();
  if (ending === ".json") return { kind: "reading", packed: await readSnapshotText(text, basename(path)) };
  if (ending === ".sql") return { kind: "scripts", scripts: [{ name: basename(path), sql: text }] };
  if (ending === ".prisma") return { kind: "models", files: [{ name: basename(path), text }] };
  throw new AppError("invalidInput", `${path} is nothing that can be compared.`, {
    hint: "Name a database URL, a snapshot (.json), a script (.sql), a Prisma schema (.prisma) or a folder of migrations.",
  });
}

async function sideOfFolder(path: string, through: string | null): Promise<Side> {
  const models = (await readdir(path)).filter((name) => name.endsWith(".prisma")).sort();
  if (models.length > 0 && through === null) return await sideOfModels(path, models);
  const migrations = await readMigrationsFolder(path);
  const unusable = migrations.find(({ problem }) => problem !== null);
  if (unusable)
    throw new AppError("invalidInput", `${unusable.id} in ${path} cannot be used: ${unusable.problem}`, {
      hint: "Put the folder in order first: steward migrate status shows all of it.",
    });
  const last = through === null ? migrations.length - 1 : migrations.findIndex(({ id }) => id === through);
  if (through !== null && last < 0)
    throw new AppError("invalidInput", `There is no migration ${through} in ${path}.`, {
      hint: "Give the id of a migration as steward migrate status lists it.",
    });
  return {
    kind: "scripts",
    scripts: migrations.slice(0, last + 1).map(({ id, up }) => ({ name: id, sql: up.toString("utf8") })),
  };
}

/** A Prisma schema may be spread over several files of one folder. */
async function sideOfModels(folder: string, names: readonly string[]): Promise<Side> {
  const files = names.map(async (name) => ({ name, text: await readText(join(folder, name)) }));
  return { kind: "models", files: await Promise.all(files) };
}

async function readText(path: string): Promise<string> {
  return await readFile(path, "utf8").catch((error: unknown) => {
    throw toFileError(error, path);
  });
}
