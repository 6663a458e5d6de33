import { AppError } from "../../../shared/ipc/app-error.ts";
import { type FolderHints, readMigrationsFolder } from "../../migrations/read-folder.ts";
import type { MigrationBytes } from "../../migrations/script-bytes.ts";
import { parserInPlace, type SqlParser } from "../../sql/parser/sql-parser.ts";
import { type LintedMigration, lintMigration } from "../lint/lint-migration.ts";

/** A migration that can be rehearsed and submitted. */
export interface UsableMigration extends MigrationBytes {
  readonly linted: LintedMigration;
}

/** Where the folder is, and what is known of it. */
export interface FolderPlace extends FolderHints {
  readonly path: string | null;
}

/**
 * Reads the wanted migrations of the folder, in their own order. Rejects with `notFound` (no folder, no such
 * migration) and `invalidInput` (a script that cannot be parsed, transaction control in it, two with one number).
 */
export async function readUsableMigrations(
  { path: folder, ...hints }: FolderPlace,
  wanted: readonly string[],
  parser: SqlParser = parserInPlace,
): Promise<readonly UsableMigration[]> {
  if (folder === null) throw noFolder();
  const found = await readMigrationsFolder(folder, hints);
  const unknown = wanted.filter((id) => !found.some((migration) => migration.id === id));
  if (unknown.length > 0)
    throw new AppError("notFound", `The folder has no migration ${unknown.join(", ")}.`, {
      hint: `Look into ${folder}.`,
    });
  const chosen = found.filter(({ id }) => wanted.includes(id));
  return await Promise.all(
    chosen.map(async ({ id, order, up, down, problem }) => {
      if (problem !== null)
        throw new AppError("invalidInput", `${id}: ${problem}`, { hint: `Put the files in ${folder} in order.` });
      return await lintUsable({ id, order, up, down }, parser);
    }),
  );
}

/** The same for bytes that come from a request. Rejects with `invalidInput`. */
export async function lintUsable(migration: MigrationBytes, parser: SqlParser): Promise<UsableMigration> {
  const linted = await lintMigration(migration, parser);
  const [problem] = linted.problems;
  if (problem)
    throw new AppError("invalidInput", `${migration.id}, ${problem.direction} script: ${problem.message}`, {
      hint: "Correct the script first.",
    });
  const control = [...linted.up, ...(linted.down ?? [])].find(({ isTransactionControl }) => isTransactionControl);
  if (control)
    throw new AppError("invalidInput", `${migration.id}, line ${control.line}: ${control.sql} is not for a script.`, {
      hint: "Steward makes the transactions itself. Remove it.",
    });
  return { ...migration, linted };
}

/** The connection has no migrations folder. */
export function noFolder(): AppError {
  return new AppError("notFound", "This connection has no migrations folder.", {
    hint: "Name one in the connection's settings.",
  });
}
