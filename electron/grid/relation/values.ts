import { pageCellCharacters } from "../../../shared/grid/model.ts";
import type { RelationColumn } from "./relation.ts";

/** Bytes of a bytea that a page carries: two hex digits each. */
const pageCellBytes = pageCellCharacters / 2;

/**
 * The server's own text of a value as an SQL text. `concat` uses the type's output function, which casts to text need not:
 * they strip the blanks of char(n), and an extension may have defined its own. A composite whose fields are all NULL is no
 * NULL, although `IS NULL` says so of it.
 */
export function outputText(column: RelationColumn, sql: string): string {
  return column.cut === "text"
    ? `${sql}::pg_catalog.text`
    : `CASE WHEN ${sql} IS NOT DISTINCT FROM NULL THEN NULL ELSE pg_catalog.concat(${sql}) END`;
}

/** What a page carries of a value. `sql` is the value itself, or for `output` columns its text. */
export function cutValue(column: RelationColumn, sql: string): string {
  if (column.cut === "never") return sql;
  if (column.cut === "bytes") return `pg_catalog.substring(${sql}, 1, ${pageCellBytes})`;
  return `pg_catalog.left(${sql}, ${pageCellCharacters})`;
}

/** The whole length in bytes where `cutValue` cut, else NULL. The length of a stored value is known without reading it. */
export function cutLength(column: RelationColumn, sql: string): string {
  const length = `pg_catalog.octet_length(${sql})`;
  return `CASE WHEN ${length} > pg_catalog.octet_length(${cutValue(column, sql)}) THEN ${length} END`;
}
