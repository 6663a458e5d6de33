import type { ReadSession } from "../../postgres/session.ts";

/** Reads rows as one JSON text, which keeps types and nesting; `sql` is a SELECT whose columns are the fields of `Row`. */
export async function readRows<Row>(
  session: ReadSession,
  sql: string,
  values: readonly (string | number | null)[] = [],
) {
  const whole = `SELECT coalesce(pg_catalog.json_agg(found), '[]') FROM (${sql}) found`;
  const result = await session.query(whole, values, { maxRows: 1, maxCellBytes: 512 * 1024 * 1024 });
  return JSON.parse(result.rows[0]?.[0] ?? "[]") as readonly Row[]; // the columns that the caller's SQL names
}

/** SQL that gives a timestamp as ISO 8601 UTC with milliseconds. */
export function isoTime(column: string): string {
  return `pg_catalog.to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
