import type { LintedAgainst } from "../../../shared/changes/draft-lint.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import { decodeScript, type MigrationBytes } from "../../migrations/script-bytes.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { SqlParser } from "../../sql/parser/sql-parser.ts";
import { type PreparedStatement, prepareScript } from "../script/prepare-script.ts";
import { type LintDatabase, readLintCatalog } from "./catalog/read-lint-catalog.ts";
import { type LintContext, textOnly } from "./lint-script.ts";

/** The way to the database that scripts are linted against: a read that may be given up. */
export interface LintAgainst {
  readonly parser: SqlParser;
  readonly readDatabase: <T>(run: (session: ReadSession) => Promise<T>) => Promise<T>;
  readonly signal: AbortSignal;
}

/** A table that somebody holds exclusively is not waited for any longer. */
const catalogTimeoutMs = 4_000;

/**
 * What the database knows of the names in some scripts; why it is only their text where it does not answer in time, or
 * cannot be read. Rejects with `cancelled`.
 */
export async function readLintDatabase(
  scripts: readonly string[],
  { parser, readDatabase, signal }: LintAgainst,
): Promise<LintDatabase | Extract<LintedAgainst, { readonly kind: "textOnly" }>> {
  const statements = (await Promise.all(scripts.map((sql) => statementsOf(sql, parser)))).flat();
  const limit = AbortSignal.any([signal, AbortSignal.timeout(catalogTimeoutMs)]);
  try {
    return await readDatabase((session) => readLintCatalog(session, statements, limit));
  } catch (error) {
    if (signal.aborted || !isAppError(error)) throw error;
    return { kind: "textOnly", reason: limit.aborted ? "It did not answer in time." : error.message };
  }
}

/**
 * A read that may fail or be given up within the transaction of another one. It takes no second session: readers that hold
 * one and wait for another could wait for each other.
 */
export async function inSavepoint<T>(session: ReadSession, run: (session: ReadSession) => Promise<T>): Promise<T> {
  await session.query("SAVEPOINT linting");
  try {
    return await run(session);
  } catch (error) {
    if (isAppError(error) && error.code !== "connectionLost") await session.query("ROLLBACK TO SAVEPOINT linting");
    throw error;
  }
}

/** What migrations of a folder are linted with, so that a table's size and types count. */
export async function lintContextOf(
  migrations: readonly Pick<MigrationBytes, "up" | "down">[],
  against: LintAgainst,
): Promise<LintContext> {
  const scripts = migrations.flatMap(({ up, down }) =>
    [up, down].flatMap((bytes) => (bytes ? [decodeScript(bytes)] : [])),
  );
  const texts = scripts.filter((text) => text !== null);
  if (texts.length === 0) return textOnly;
  const database = await readLintDatabase(texts, against);
  return "catalog" in database ? { ...textOnly, version: database.version, catalog: database.catalog } : textOnly;
}

/** None where it cannot be parsed: the lint says why. */
async function statementsOf(sql: string, parser: SqlParser): Promise<readonly PreparedStatement[]> {
  try {
    return await prepareScript(sql, parser);
  } catch (error) {
    if (!isAppError(error, "sql", "tooLarge", "timeout")) throw error;
    return [];
  }
}
