import type { ObjectName } from "../../shared/databases/model.ts";
import type { ColumnText, EditValue, RowChange } from "../../shared/edits/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import { quoteIdentifier, quoteLiteral, quoteName } from "../../shared/sql/quote.ts";
import type { WritableColumn, WritableTable } from "./read-table.ts";

/** Turns a value into what stands in the statement: a parameter, or the value itself for reading. */
export type Binder = (value: string | null, column: WritableColumn) => string;

/** A statement to send. */
export interface BoundStatement {
  readonly sql: string;
  readonly values: readonly (string | null)[];
}

/** Builds a statement whose values are parameters of the columns' own types. */
export function withParameters(build: (bind: Binder) => string): BoundStatement {
  const values: (string | null)[] = [];
  const sql = build((value, { castType }) => {
    values.push(value);
    return `$${values.length}::${quoteName(castType)}`;
  });
  return { sql, values };
}

/** The same statement for people: values as constants. */
export function withConstants(build: (bind: Binder) => string): string {
  return build((value) => (value === null ? "NULL" : quoteLiteral(value).trim()));
}

// Where nothing else names a row. `tableoid` tells the partitions apart, each of which counts its own places.
const placeTypes: Readonly<Record<string, string>> = { tableoid: "oid", ctid: "tid" };

/** A column by its name. Throws `notFound`. */
export function columnOf({ columns }: WritableTable, name: string): WritableColumn {
  const column = columns.find((each) => each.name === name);
  if (column) return column;
  const placeType = placeTypes[name];
  if (placeType === undefined)
    throw new AppError("notFound", `There is no column ${name}.`, {
      hint: "It may have been renamed or dropped. Read the rows again.",
    });
  return {
    name,
    type: placeType,
    baseType: placeType,
    castType: { schema: "pg_catalog", name: placeType },
    hasEquality: true,
    labels: null,
    isNotNull: true,
    defaultExpression: null,
    isGenerated: true,
    isIdentityAlways: false,
    mayInsert: false,
    mayUpdate: false,
  };
}

/** The condition that finds the row. */
export function rowCondition(table: WritableTable, identity: readonly ColumnText[], bind: Binder): string {
  return identity
    .map(({ column, value }) => {
      const about = columnOf(table, column);
      const name = quoteIdentifier(column);
      return value === null ? `${name} IS NULL` : `${name} = ${bind(value, about)}`;
    })
    .join(" AND ");
}

/** The condition that a column still has a value: by `=` where the type has one that means the same value, else by text. */
function stillHas(table: WritableTable, { column, value }: ColumnText, bind: Binder): string {
  const about = columnOf(table, column);
  const name = quoteIdentifier(column);
  if (value === null) return `${name} IS NULL`;
  return about.hasEquality
    ? `${name} = ${bind(value, about)}`
    : `${name}::pg_catalog.text = (${bind(value, about)})::pg_catalog.text`;
}

/** The statement of a change. Old values stand in its condition as well, so that what is shown says what is checked. */
export function changeSql(name: ObjectName, table: WritableTable, change: RowChange, bind: Binder): string {
  const target = quoteName(name);
  if (change.kind === "insert") return insertSql(target, table, change.values, bind);
  const set =
    change.kind === "update"
      ? change.set.map(({ column, value }) => `${quoteIdentifier(column)} = ${valueSql(table, column, value, bind)}`)
      : [];
  const conditions = [rowCondition(table, change.identity, bind)];
  if (change.kind === "update") conditions.push(...change.old.map((old) => stillHas(table, old, bind)));
  const where = conditions.join("\n   AND ");
  return change.kind === "update"
    ? `UPDATE ${target}\n   SET ${set.join(",\n       ")}\n WHERE ${where}`
    : `DELETE FROM ${target}\n WHERE ${where}`;
}

function insertSql(
  target: string,
  table: WritableTable,
  values: readonly { readonly column: string; readonly value: EditValue }[],
  bind: Binder,
): string {
  if (values.length === 0) return `INSERT INTO ${target} DEFAULT VALUES`;
  const names = values.map(({ column }) => quoteIdentifier(column)).join(", ");
  const texts = values.map(({ column, value }) => valueSql(table, column, value, bind)).join(", ");
  return `INSERT INTO ${target} (${names})\nVALUES (${texts})`;
}

function valueSql(table: WritableTable, name: string, value: EditValue, bind: Binder): string {
  const column = columnOf(table, name);
  if (value.kind !== "default" && (column.isGenerated || column.isIdentityAlways))
    throw new AppError("refused", `The server computes ${name} itself.`, {
      hint: "Leave it out, or set it to DEFAULT.",
    });
  return value.kind === "default" ? "DEFAULT" : bind(value.kind === "null" ? null : value.text, column);
}
