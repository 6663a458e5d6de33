import type { Application, AppliedStatement, ChangeRequest, Direction } from "../../../../shared/changes/model.ts";

/** What the ledger knows of one statement on the target. `inDoubt`: it was sent and nobody knows its end. */
export type StatementStanding = "notRun" | "applied" | "failed" | "inDoubt";

/** The newest word of the ledger on the statements of one migration and direction, by their index. */
export function statementRecords(
  request: ChangeRequest,
  migrationId: string,
  direction: Direction,
): ReadonlyMap<number, AppliedStatement> {
  const records = new Map<number, AppliedStatement>();
  const runs = request.applications
    .filter((application) => application.migrationId === migrationId)
    .sort((left, right) => left.startedAt.localeCompare(right.startedAt));
  for (const run of runs) {
    if (run.direction === direction) for (const statement of run.statements) records.set(statement.index, statement);
    else if (run.outcome === "done") records.clear();
  }
  return records;
}

/** Where a statement stands on the target. */
export function standingOf(record: AppliedStatement | undefined): StatementStanding {
  if (record === undefined) return "notRun";
  if (record.state === "done") return "applied";
  return record.state === "failed" ? "failed" : "inDoubt";
}

/**
 * Exactly where a request stopped, in words. Null unless it did. Statement numbers are 1-based, as the cards show them;
 * `totals` are the statements of each `up` script, where known.
 */
export function describeStop(request: ChangeRequest, totals: ReadonlyMap<string, number>): string | null {
  if (request.state !== "interrupted" && request.state !== "failed") return null;
  const last = [...request.applications].sort((left, right) => left.startedAt.localeCompare(right.startedAt)).at(-1);
  if (!last) return "Nothing was sent to the target.";
  const records = statementRecords(request, last.migrationId, last.direction);
  const done = [...records.values()].filter((record) => record.state === "done").map((record) => record.index);
  const open = [...records.values()].filter((record) => record.state === "started").map((record) => record.index);
  const total = last.direction === "up" ? totals.get(last.migrationId) : undefined;
  const script = last.direction === "up" ? last.migrationId : `the down script of ${last.migrationId}`;
  return [
    `${script}: ${appliedText(done, total)}.`,
    last.failedStatement === null ? null : failureText(last.failedStatement, last),
    open.length > 0 ? doubtText(open, last.failedStatement) : null,
    finishedMigrations(request, last.migrationId),
  ]
    .filter((sentence) => sentence !== null)
    .join(" ");
}

function failureText(index: number, { outcome, error }: Application): string {
  if (outcome === "cancelled") return `Statement ${index + 1} was cancelled.`;
  return `Statement ${index + 1} failed${error === null ? "" : `: ${error.replace(/\.$/, "")}`}.`;
}

/** A statement that ran alone may have left something (an invalid index) when it was cut off. */
function doubtText(open: readonly number[], failedStatement: number | null): string {
  if (open.length === 1 && open[0] === failedStatement) return "What it left behind is found out before it goes on.";
  const isOne = open.length === 1;
  return `${isOne ? "Statement" : "Statements"} ${numbersText(open)} ${isOne ? "was sent, and its" : "were sent, and their"} end is unknown; Continue finds out before it goes on.`;
}

/** Statement numbers, 1-based: `2`, `1 and 2`, `2 to 4`. */
function numbersText(indexes: readonly number[]): string {
  const numbers = indexes.map((index) => index + 1).sort((left, right) => left - right);
  const first = numbers[0] ?? 0;
  const isRun = numbers.every((number, place) => number === first + place);
  return isRun && numbers.length > 2 ? `${first} to ${numbers.at(-1)}` : numbers.join(" and ");
}

function appliedText(done: readonly number[], total: number | undefined): string {
  const of = total === undefined ? "" : ` of ${total}`;
  if (done.length === 0) return `no statement${of} is applied`;
  return `${done.length === 1 ? "statement" : "statements"} ${numbersText(done)}${of} ${done.length === 1 ? "is" : "are"} applied`;
}

function finishedMigrations(request: ChangeRequest, stopped: string): string | null {
  const finished = request.migrationIds.filter(
    (id) => id !== stopped && request.applications.some((run) => run.migrationId === id && run.outcome === "done"),
  );
  return finished.length === 0 ? null : `Finished before: ${finished.join(", ")}.`;
}
