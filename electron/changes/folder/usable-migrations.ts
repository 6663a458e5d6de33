import { AppError } from "../../../shared/ipc/app-error.ts";
import { type FolderHints, readMigrationsFolder } from "../../migrations/read-folder.ts";
import type { MigrationBytes } from "../../migrations/script-bytes.ts";
import { parserInPlace, type SqlParser } from "../../sql/parser/sql-parser.ts";
import { contextAfter } from "../lint/context-after.ts";
import { type LintedMigration, lintMigration } from "../lint/lint-migration.ts";
import { type LintContext, textOnly } from "../lint/lint-script.ts";

/** A migration that can be rehearsed and submitted. */
export interface UsableMigration extends MigrationBytes {
  readonly linted: LintedMigration;
}

/** Where the folder is, and what is known of it. */
export interface FolderPlace extends FolderHints {
  readonly path: string | null;
}

/** What some migrations are linted with: their text alone, or the database that they are for. */
export type ContextOf = (migrations: readonly MigrationBytes[]) => Promise<LintContext>;

const byText: ContextOf = async () => textOnly;

/**
 * Reads the wanted migrations of the folder, in their own order. Rejects with `notFound` (no folder, no such
 * migration) and `invalidInput` (a script that cannot be parsed, transaction control in it, two with one number).
 */
export async function readUsableMigrations(
  { path: folder, ...hints }: FolderPlace,
  wanted: readonly string[],
  parser: SqlParser = parserInPlace,
  contextOf: ContextOf = byText,
): Promise<readonly UsableMigration[]> {
  if (folder === null) throw noFolder();
  const found = await readMigrationsFolder(folder, hints);
  const unknown = wanted.filter((id) => !found.some((migration) => migration.id === id));
  if (unknown.length > 0)
    throw new AppError("notFound", `The folder has no migration ${unknown.join(", ")}.`, {
      hint: `Look into ${folder}.`,
    });
  const chosen = found.filter(({ id }) => wanted.includes(id));
  for (const { id, problem } of chosen)
    if (problem !== null)
      throw new AppError("invalidInput", `${id}: ${problem}`, { hint: `Put the files in ${folder} in order.` });
  return await lintAllUsable(chosen, parser, await contextOf(chosen));
}

/** Lints migrations in their order: each knows that the ones before it have run. Rejects with `invalidInput`. */
export async function lintAllUsable(
  migrations: readonly MigrationBytes[],
  parser: SqlParser,
  context: LintContext,
): Promise<readonly UsableMigration[]> {
  const usable: UsableMigration[] = [];
  let known = context;
  for (const { id, order, up, down } of migrations) {
    const one = await lintUsable({ id, order, up, down }, parser, known);
    known = contextAfter(known, one.linted.up);
    usable.push(one);
  }
  return usable;
}

async function lintUsable(
  migration: MigrationBytes,
  parser: SqlParser,
  context: LintContext,
): Promise<UsableMigration> {
  const linted = await lintMigration(migration, parser, context);
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
