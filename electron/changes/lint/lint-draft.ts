import type { DraftLint, LintedAgainst, StatementPlace } from "../../../shared/changes/draft-lint.ts";
import type { Direction } from "../../../shared/changes/model.ts";
import type { PreparedStatement } from "../script/prepare-script.ts";
import type { LintDatabase } from "./catalog/read-lint-catalog.ts";
import { type LintedMigration, lintMigration } from "./lint-migration.ts";
import { type LintAgainst, readLintDatabase } from "./read-lint-database.ts";
import type { LintRunner } from "./rule.ts";

/** A draft, and the way to its database. */
export interface DraftToLint extends LintAgainst {
  readonly upSql: string;
  readonly downSql: string | null;
  readonly runner: LintRunner;
  readonly optionalRules: readonly string[];
}

/**
 * Lints what is being written, against the connection's database where it answers in time; the answer says whether it did. Changes nothing.
 * Rejects with `cancelled`.
 */
export async function lintDraft(draft: DraftToLint): Promise<DraftLint> {
  const { upSql, downSql, parser, signal } = draft;
  const database = await readLintDatabase([upSql, downSql ?? ""], draft);
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
