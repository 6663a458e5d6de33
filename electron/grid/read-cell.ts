import type { ObjectName } from "../../shared/databases/model.ts";
import { maxWholeCellBytes, type WholeCell } from "../../shared/grid/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import { quoteIdentifier, quoteName } from "../../shared/sql/quote.ts";
import type { ReadSession } from "../postgres/session.ts";
import { Parameters } from "./conditions/parameters.ts";
import { operatorSql } from "./paging/key-conditions.ts";
import { systemColumns } from "./paging/page-layout.ts";
import { findColumn, type GridRelation, type RelationColumn, readGridRelation } from "./relation/relation.ts";
import { outputText } from "./relation/values.ts";

/** Values that name one row. */
export type RowIdentity = readonly { readonly column: string; readonly value: string | null }[];

/**
 * One whole cell, at most 8 MiB of its text: the server cuts it, so that a value of 1 GB is never sent. Rejects with
 * `notFound` (the row is gone), `conflict` (more than one row fits) and `sql`.
 */
export async function readCell(
  session: ReadSession,
  name: ObjectName,
  columnName: string,
  identity: RowIdentity,
): Promise<WholeCell> {
  const relation = await readGridRelation(session, name);
  const column = findColumn(relation, columnName);
  const parameters = new Parameters();
  const conditions = identity.map((part) => identityCondition(relation, part, parameters));
  const { text, length } = cellSql(column);
  const sql = `SELECT ${text}, ${length} FROM (
      SELECT ${cellSource(column)} AS cell FROM ${quoteName(name)} AS t WHERE ${conditions.join(" AND ")} LIMIT 2 OFFSET 0) AS row`;
  const answer = await session.query(sql, parameters.values, { maxCellBytes: maxWholeCellBytes, cause: "grid: cell" });
  const [row, second] = answer.rows;
  if (!row)
    throw new AppError("notFound", "The row is not there any more.", {
      hint: "It was deleted, or moved by an update. Read the table again.",
    });
  if (second)
    throw new AppError("conflict", "More than one row fits, so it is not clear which cell is meant.", {
      hint: "Read the table again.",
    });
  const [value = null, bytes] = row;
  return { text: value, trueBytes: Number(bytes ?? 0), isCut: Number(bytes ?? 0) > keptBytes(column, value) };
}

function identityCondition(
  relation: GridRelation,
  { column: name, value }: RowIdentity[number],
  parameters: Parameters,
) {
  const isSystem = systemColumns.has(name) && !relation.columns.some((column) => column.name === name);
  if (isSystem) {
    const type = name === "ctid" ? "pg_catalog.tid" : "pg_catalog.oid";
    return `t.${name} OPERATOR(pg_catalog.=) ${parameters.add(value, type)}`;
  }
  const column = findColumn(relation, name);
  const sql = `t.${quoteIdentifier(name)}`;
  if (value === null) return `${sql} IS NULL`;
  if (column.operators === null)
    throw new AppError("unsupported", `The type ${column.type} cannot name a row.`, { hint: "Read the table again." });
  return `${sql} ${operatorSql(column.operators[2])} ${parameters.add(value, column.castType)}`;
}

/** Only a value that is neither text nor bytes is turned into its text, once. */
function cellSource(column: RelationColumn): string {
  const sql = `t.${quoteIdentifier(column.name)}`;
  return column.cut === "text" || column.cut === "bytes" ? sql : outputText(column, sql);
}

function cellSql(column: RelationColumn): { text: string; length: string } {
  const length = "pg_catalog.octet_length(cell)";
  const text =
    column.cut === "bytes"
      ? `pg_catalog.substring(cell, 1, ${maxCellBytea})`
      : `pg_catalog.left(cell, ${maxWholeCellBytes})`;
  return { text, length };
}

/** Two hex digits for a byte, and the \x before them. */
const maxCellBytea = maxWholeCellBytes / 2 - 1;

/** Bytes of the value that the text stands for. */
function keptBytes(column: RelationColumn, text: string | null): number {
  if (text === null) return 0;
  if (column.cut !== "bytes") return Buffer.byteLength(text);
  return text.startsWith("\\x") ? (text.length - 2) / 2 : maxCellBytea;
}
