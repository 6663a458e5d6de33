import { quoteIdentifier, quoteLiteral, quoteName } from "../sql/quote.ts";
import type { ComparedColumn, RowDifference, RowsComparison } from "./rows-model.ts";

/** Which database is to be changed, so that the rows become as they are in the other one. */
export type ChangedSide = "from" | "to";

type Compared = Pick<RowsComparison, "table" | "columns">;

/**
 * The statements that give the picked rows of one side the other side's values: first DELETE, then UPDATE, then INSERT,
 * so that a value may move from one row to another. Each names the row by its key and by what it held when it was
 * compared, so a row that changed since is left alone. Rows with a cut value have none.
 */
export function composeChanges(
  compared: Compared,
  differences: readonly RowDifference[],
  side: ChangedSide,
): readonly string[] {
  const whole = differences.filter(({ isCut }) => !isCut);
  const valuesOf = (difference: RowDifference) => ({
    now: side === "from" ? difference.from : difference.to,
    next: side === "from" ? difference.to : difference.from,
  });
  const rows = whole.map(valuesOf);
  return [
    ...rows.flatMap(({ now, next }) => (now && !next ? [deleteSql(compared, now)] : [])),
    ...rows.flatMap(({ now, next }) => (now && next ? updateSql(compared, now, next) : [])),
    ...rows.flatMap(({ now, next }) => (!now && next ? [insertSql(compared, next)] : [])),
  ];
}

type Values = readonly (string | null)[];

function deleteSql({ table, columns }: Compared, now: Values): string {
  const conditions = columns.map((column, at) => stillHas(column, now[at] ?? null));
  return `DELETE FROM ${quoteName(table)}\n WHERE ${conditions.join("\n   AND ")}`;
}

function updateSql({ table, columns }: Compared, now: Values, wanted: Values): readonly string[] {
  const changed = columns.flatMap((column, at) => {
    const [old = null, next = null] = [now[at], wanted[at]];
    return old === next || column.isGenerated || column.isIdentityAlways ? [] : [{ column, old, next }];
  });
  if (changed.length === 0) return [];
  const key = columns.flatMap((column, at) => (column.isKey ? [stillHas(column, now[at] ?? null)] : []));
  const set = changed.map(({ column, next }) => `${quoteIdentifier(column.name)} = ${valueSql(next)}`);
  const old = changed.map((change) => stillHas(change.column, change.old));
  return [`UPDATE ${quoteName(table)}\n   SET ${set.join(",\n       ")}\n WHERE ${[...key, ...old].join("\n   AND ")}`];
}

function insertSql({ table, columns }: Compared, wanted: Values): string {
  const written = columns.flatMap((column, at) => (column.isGenerated ? [] : [{ column, value: wanted[at] ?? null }]));
  const names = written.map(({ column }) => quoteIdentifier(column.name)).join(", ");
  const overriding = written.some(({ column }) => column.isIdentityAlways) ? "\nOVERRIDING SYSTEM VALUE" : "";
  return `INSERT INTO ${quoteName(table)} (${names})${overriding}\nVALUES (${written.map(({ value }) => valueSql(value)).join(", ")})`;
}

function stillHas({ name, hasEquality }: ComparedColumn, value: string | null): string {
  const column = quoteIdentifier(name);
  if (value === null) return `${column} IS NULL`;
  return hasEquality ? `${column} = ${valueSql(value)}` : `${column}::pg_catalog.text = ${valueSql(value)}`;
}

function valueSql(value: string | null): string {
  return value === null ? "NULL" : quoteLiteral(value).trim();
}
