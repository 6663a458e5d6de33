import { readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { Side } from "../../comparison/sides/side.ts";
import { readSnapshotText } from "../../comparison/sides/snapshot-file.ts";
import { readMigrationsFolder } from "../../migrations/read-folder.ts";
import { toFileError } from "../../storage/atomic-file.ts";

/** Whether an argument is the URL of a database. */
export function isDatabaseUrl(argument: string): boolean {
  return /^\s*postgres(ql)?:\/\//i.test(argument);
}

/**
 * The side that an argument names by a path: a snapshot (`.json`), a script (`.sql`), or a folder of migrations, whose up
 * scripts run in their order; `through` is the last one that counts. Rejects with `fileSystem`, `invalidInput`,
 * `unsupported`.
 */
export async function sideOfPath(path: string, through: string | null = null): Promise<Side> {
  const status = await stat(path).catch((error: unknown) => {
    throw toFileError(error, path);
  });
  if (status.isDirectory()) return await sideOfFolder(path, through);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw toFileError(error, path);
  });
  const ending = extname(path).toLowerCase();
  if (ending === ".json") return { kind: "reading", packed: await readSnapshotText(text, basename(path)) };
  if (ending === ".sql") return { kind: "scripts", scripts: [{ name: basename(path), sql: text }] };
  if (ending === ".prisma")
    throw new AppError("unsupported", "A Prisma schema cannot be compared directly.", {
      hint: "Let Prisma write its SQL and name that file: prisma migrate diff --from-empty --to-schema schema.prisma --script > schema.sql.",
    });
  throw new AppError("invalidInput", `${path} is nothing that can be compared.`, {
    hint: "Name a database URL, a snapshot (.json), a script (.sql) or a folder of migrations.",
  });
}

async function sideOfFolder(path: string, through: string | null): Promise<Side> {
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
