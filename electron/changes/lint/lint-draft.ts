import type { DraftLint, LintedAgainst, StatementPlace } from "../../../shared/changes/draft-lint.ts";
import type { Direction } from "../../../shared/changes/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { SqlParser } from "../../sql/parser/sql-parser.ts";
import { type PreparedStatement, prepareScript } from "../script/prepare-script.ts";
import { type LintDatabase, readLintCatalog } from "./catalog/read-lint-catalog.ts";
import { type LintedMigration, lintMigration } from "./lint-migration.ts";
import type { LintRunner } from "./rule.ts";

/** A draft, and the way to its database. */
export interface DraftToLint {
  readonly upSql: string;
  readonly downSql: string | null;
  readonly runner: LintRunner;
  readonly optionalRules: readonly string[];
  readonly parser: SqlParser;
  readonly readDatabase: <T>(run: (session: ReadSession) => Promise<T>) => Promise<T>;
  readonly signal: AbortSignal;
}

/** A table that somebody holds exclusively is not waited for any longer. */
const catalogTimeoutMs = 4_000;

/**
 * Lints what is being written, against the connection's database where it answers in time; the answer says whether it did. Changes nothing.
 * Rejects with `cancelled`.
 */
export async function lintDraft(draft: DraftToLint): Promise<DraftLint> {
  const { upSql, downSql, parser, signal } = draft;
  const database = await readDatabase(draft);
  signal.throwIfAborted();
  const bytes = (sql: string) => Buffer.from(sql, "utf8");
  const migration = { id: "draft", order: 0, up: bytes(upSql), down: downSql === null ? null : bytes(downSql) };
  const known = "catalog" in database ? { version: database.version, catalog: database.catalog } : {};
  const linted = await lintMigration(migration, parser, {
    runner: draft.runner,
    optionalRules: new Set(draft.optionalRules),
    version: null,
    catalog: null,
    ...known,
    signal,
  });
  return {
    class: linted.class,
    findings: linted.findings,
    problems: linted.problems,
    places: placesOf(linted),
    against: "catalog" in database ? againstDatabase(database) : database,
  };
}

async function readDatabase({ upSql, downSql, parser, readDatabase: read, signal }: DraftToLint) {
  const both = await Promise.all([upSql, downSql ?? ""].map((sql) => statementsOf(sql, parser)));
  const limit = AbortSignal.any([signal, AbortSignal.timeout(catalogTimeoutMs)]);
  try {
    return await read((session) => readLintCatalog(session, both.flat(), limit));
  } catch (error) {
    if (signal.aborted || !isAppError(error)) throw error;
    const reason = limit.aborted ? "It did not answer in time." : error.message;
    return { kind: "textOnly", reason } satisfies LintedAgainst;
  }
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

function againstDatabase({ version }: LintDatabase): LintedAgainst {
  const text = [version?.major, version?.minor].filter((part) => part !== null && part !== undefined).join(".");
  return { kind: "database", serverVersion: text };
}

function placesOf({ up, down, findings }: LintedMigration): readonly StatementPlace[] {
  const scripts = { up, down: down ?? [] } satisfies Record<Direction, readonly PreparedStatement[]>;
  return (["up", "down"] as const).flatMap((direction) => {
    const wanted = new Set(
      findings.flatMap((one) =>
        one.direction === direction && one.statementIndex !== null ? [one.statementIndex] : [],
      ),
    );
    return [...wanted].flatMap((index) => {
      const statement = scripts[direction][index];
      if (!statement) return [];
      const { offset, sql, line, kind } = statement;
      return [{ direction, statementIndex: index, start: offset, end: offset + sql.length, line, kind }];
    });
  });
}
