import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ObjectName } from "../../shared/databases/model.ts";
import type { ColumnText, RowChange } from "../../shared/edits/model.ts";
import { quoteName } from "../../shared/sql/quote.ts";
import { writeFileAtomically } from "../storage/atomic-file.ts";
import { changeSql, columnOf, withConstants } from "./change-sql.ts";
import type { WritableTable } from "./read-table.ts";
import type { ChangedRow } from "./run-changes.ts";

const keptFiles = 500;

/**
 * SQL that takes the changes back, the last first, in one transaction. Each statement names the row as it is after the
 * change, so it does nothing to a row that has become another.
 */
export function undoSql(name: ObjectName, table: WritableTable, rows: readonly ChangedRow[]): string {
  const statements = rows.toReversed().map((row) => `${undoOf(name, table, row)};`);
  const head = `-- Takes back ${rows.length} ${rows.length === 1 ? "change" : "changes"} of ${JSON.stringify(quoteName(name))}.\n-- Read it before you run it. A statement that changes no row met a row that has changed since.`;
  return [head, "BEGIN;", ...statements, "COMMIT;", ""].join("\n");
}

function undoOf(name: ObjectName, table: WritableTable, { change, before, after }: ChangedRow): string {
  if (change.kind === "delete") return insertAgain(name, table, before ?? []);
  const identity = identityAfter(table, change, after ?? []);
  if (change.kind === "insert")
    return withConstants((bind) => changeSql(name, table, { kind: "delete", identity, old: [] }, bind));
  const names = new Set(change.set.map(({ column }) => column));
  const old = (after ?? []).filter(({ column }) => names.has(column));
  const set = (before ?? [])
    .filter(({ column }) => names.has(column))
    .map(({ column, value }) => ({
      column,
      value: value === null ? ({ kind: "null" } as const) : ({ kind: "text", text: value } as const),
    }));
  return withConstants((bind) => changeSql(name, table, { kind: "update", identity, old, set }, bind));
}

/** The row under its new key. Where only its place names it, all of its values do so afterwards, because the place has moved. */
function identityAfter(table: WritableTable, change: RowChange, after: readonly ColumnText[]): readonly ColumnText[] {
  const stored = new Map(after.map(({ column, value }) => [column, value]));
  const isPlace = change.kind !== "insert" && change.identity.some(({ column }) => column === "ctid");
  if (change.kind === "insert" || isPlace) return after.filter(({ column }) => columnOf(table, column).hasEquality);
  return change.identity.map(({ column, value }) => ({ column, value: stored.get(column) ?? value }));
}

function insertAgain(name: ObjectName, table: WritableTable, before: readonly ColumnText[]): string {
  const values = before.filter(({ column }) => !columnOf(table, column).isGenerated);
  const isOverriding = values.some(({ column }) => columnOf(table, column).isIdentityAlways);
  const open = { ...table, columns: table.columns.map((column) => ({ ...column, isIdentityAlways: false })) };
  const sql = withConstants((bind) =>
    changeSql(
      name,
      open,
      {
        kind: "insert",
        values: values.map(({ column, value }) => ({
          column,
          value: value === null ? { kind: "null" } : { kind: "text", text: value },
        })),
      },
      bind,
    ),
  );
  return isOverriding ? sql.replace("\nVALUES (", "\nOVERRIDING SYSTEM VALUE\nVALUES (") : sql;
}

/** Keeps the text in `folder` before COMMIT is sent, and answers the file's path. The oldest beyond 500 go. */
export async function keepUndoFile(folder: string, name: ObjectName, at: Date, sql: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stamp = at.toISOString().replace(/[:.]/g, "-");
  const plain = `${name.schema}.${name.name}`.replace(/[^\w.-]+/g, "_").slice(0, 80);
  const path = join(folder, `${stamp}-${plain}.sql`);
  await writeFileAtomically(path, sql);
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).sort();
  for (const file of files.slice(0, Math.max(0, files.length - keptFiles)))
    await rm(join(folder, file), { force: true });
  return path;
}
