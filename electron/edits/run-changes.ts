import type { ObjectName } from "../../shared/databases/model.ts";
import type { AlteredValue, ColumnText, EditConflict, RowChange } from "../../shared/edits/model.ts";
import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import { quoteIdentifier, quoteName } from "../../shared/sql/quote.ts";
import type { WriteSession } from "../postgres/session.ts";
import { changeSql, columnOf, rowCondition, withParameters } from "./change-sql.ts";
import type { WritableTable } from "./read-table.ts";

/** A row as it was before and is after a change; what the undo file is made of. Null where there is none. */
export interface ChangedRow {
  readonly change: RowChange;
  readonly before: readonly ColumnText[] | null;
  readonly after: readonly ColumnText[] | null;
}

/** All changes were made in the transaction, or some do not fit the rows that are there now. */
export type ChangesOutcome =
  | { readonly kind: "made"; readonly rows: readonly ChangedRow[]; readonly altered: readonly AlteredValue[] }
  | { readonly kind: "conflict"; readonly conflicts: readonly EditConflict[] };

/** A change that the server refused; `change` is its index. */
export class ChangeFailed extends Error {
  readonly change: number;
  readonly appError: AppError;

  constructor(change: number, appError: AppError) {
    super(appError.message);
    this.change = change;
    this.appError = appError;
  }
}

/** A whole row may be large; what is larger still cannot be taken back and is refused. */
const limits = { maxCellBytes: 64 * 1024 * 1024, cause: "edits: commit" };

/**
 * Makes the changes inside the caller's transaction. First every row is locked and compared with what was on screen, text by
 * text, then each statement has to touch exactly one row. Throws `ChangeFailed` for the first that does not.
 */
export async function runChanges(
  session: WriteSession,
  name: ObjectName,
  table: WritableTable,
  changes: readonly RowChange[],
): Promise<ChangesOutcome> {
  const before = new Map<number, readonly ColumnText[]>();
  const conflicts: EditConflict[] = [];
  for (const [index, change] of changes.entries()) {
    if (change.kind === "insert") continue;
    const found = await failing(index, () => lockRow(session, name, table, change));
    const conflict = compare(index, change, found);
    if (conflict) conflicts.push(conflict);
    else before.set(index, found[0] ?? []);
  }
  if (conflicts.length > 0) return { kind: "conflict", conflicts };
  const rows: ChangedRow[] = [];
  const altered: AlteredValue[] = [];
  for (const [index, change] of changes.entries()) {
    const after = await failing(index, () => runChange(session, name, table, change));
    altered.push(...alteredValues(index, change, after.sent, after.row));
    rows.push({ change, before: before.get(index) ?? null, after: change.kind === "delete" ? null : after.row });
  }
  return { kind: "made", rows, altered };
}

async function failing<T>(change: number, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isAppError(error, "sql", "timeout", "refused", "tooLarge", "notFound")) throw new ChangeFailed(change, error);
    throw error;
  }
}

type RowOnServer = Extract<RowChange, { kind: "update" | "delete" }>;

/** The rows that the change's identity finds, locked. Whoever changed one meanwhile has committed by then. */
async function lockRow(session: WriteSession, name: ObjectName, table: WritableTable, change: RowOnServer) {
  const columns = table.columns.map((column) => column.name);
  const { sql, values } = withParameters(
    (bind) =>
      `SELECT ${columns.map(quoteIdentifier).join(", ")}\n  FROM ${quoteName(name)}\n WHERE ${rowCondition(table, change.identity, bind)}\n   FOR UPDATE`,
  );
  const answer = await session.query(sql, values, { ...limits, maxRows: 100 });
  return answer.rows.map((row) => columns.map((column, index) => ({ column, value: row[index] ?? null })));
}

function compare(index: number, change: RowOnServer, found: readonly (readonly ColumnText[])[]): EditConflict | null {
  const [row] = found;
  if (!row) return { change: index, reason: "gone", theirs: [] };
  if (found.length > 1) return { change: index, reason: "ambiguous", theirs: [] };
  const now = new Map(row.map(({ column, value }) => [column, value]));
  const isSame = change.old.every(({ column, value }) => now.get(column) === value);
  if (isSame) return null;
  const theirs = change.old.map(({ column }) => ({ column, value: now.get(column) ?? null }));
  return { change: index, reason: "changed", theirs };
}

async function runChange(session: WriteSession, name: ObjectName, table: WritableTable, change: RowChange) {
  const columns = table.columns.map((column) => column.name);
  const sent = sentTexts(change);
  const { sql, values } = withParameters((bind) => {
    const statement = changeSql(name, table, change, bind);
    const echoes = sent.map(({ column, value }) => bind(value, columnOf(table, column)));
    return `${statement}\nRETURNING ${[...columns.map(quoteIdentifier), ...echoes].join(", ")}`;
  });
  const answer = await session.execute(sql, values, limits);
  const [row] = answer.rows;
  if (answer.rowCount !== 1 || !row) throw notOne(change, answer.rowCount);
  return {
    row: columns.map((column, at): ColumnText => ({ column, value: row[at] ?? null })),
    // What was sent, as the server itself writes it: 1 and 1.0 of a float are the same.
    sent: sent.map(({ column }, at): ColumnText => ({ column, value: row[columns.length + at] ?? null })),
  };
}

function sentTexts(change: RowChange): readonly ColumnText[] {
  const values = change.kind === "update" ? change.set : change.kind === "insert" ? change.values : [];
  return values.flatMap(({ column, value }) =>
    value.kind === "default" ? [] : [{ column, value: value.kind === "null" ? null : value.text }],
  );
}

function notOne(change: RowChange, rows: number): AppError {
  const verb = { insert: "insert", update: "change", delete: "delete" }[change.kind];
  return new AppError(
    "refused",
    rows === 0
      ? `The server took the statement but did not ${verb} the row.`
      : `The statement would ${verb} ${rows} rows instead of one.`,
    {
      hint:
        rows === 0
          ? "A trigger, a rule or a row security policy kept it from doing so. Nothing was stored."
          : "Nothing was stored. A rule of the table may do more than its statement says.",
    },
  );
}

/** Values that a trigger has changed. The types' own rewriting (`1.50` in numeric(4,1)) counts as well: it was not sent so. */
function alteredValues(
  change: number,
  { kind }: RowChange,
  sent: readonly ColumnText[],
  row: readonly ColumnText[],
): readonly AlteredValue[] {
  if (kind === "delete") return [];
  const stored = new Map(row.map(({ column, value }) => [column, value]));
  return sent.flatMap(({ column, value }) => {
    const now = stored.get(column) ?? null;
    return now === value ? [] : [{ change, column, sent: value, stored: now }];
  });
}
