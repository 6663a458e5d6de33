import type { LoggedStatement } from "../../../shared/ipc/topics.ts";

/** Statements that a window keeps; main keeps as many. */
export const keptStatements = 2000;

/** What the log shows. `cause` null means every cause. */
export interface StatementFilter {
  readonly text: string;
  readonly cause: string | null;
  readonly failedOnly: boolean;
}

/** The statements that fit, oldest first. Text is sought in SQL, error and branch. */
export function filterStatements(
  statements: readonly LoggedStatement[],
  filter: StatementFilter,
): readonly LoggedStatement[] {
  const wanted = filter.text.trim().toLocaleLowerCase();
  return statements.filter(
    (statement) =>
      (filter.cause === null || statement.cause === filter.cause) &&
      (!filter.failedOnly || statement.error !== null) &&
      [statement.sql, statement.error ?? "", statement.branchId ?? ""].some((text) =>
        text.toLocaleLowerCase().includes(wanted),
      ),
  );
}

/** The causes that occur, by name. */
export function causesOf(statements: readonly LoggedStatement[]): readonly string[] {
  return [...new Set(statements.map((statement) => statement.cause))].sort();
}

/** The log with one more; what is known already (a list that was read after it was told) is not doubled. */
export function addStatement(
  statements: readonly LoggedStatement[],
  added: LoggedStatement,
): readonly LoggedStatement[] {
  const last = statements.at(-1);
  if (last && added.sequence <= last.sequence) {
    if (statements.some((statement) => statement.sequence === added.sequence)) return statements;
    return [...statements, added].sort((left, right) => left.sequence - right.sequence).slice(-keptStatements);
  }
  return [...statements, added].slice(-keptStatements);
}

/** A statement in one line for a list. */
export function oneLine(sql: string): string {
  return sql.replaceAll(/\s+/g, " ").trim();
}
