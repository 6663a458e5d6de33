import type { FilterOperator, RowFilter } from "../../../shared/grid/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import { operatorSql } from "../paging/key-conditions.ts";
import { findColumn, type GridRelation, type RelationColumn } from "../relation/relation.ts";
import { outputText } from "../relation/values.ts";
import type { Parameters } from "./parameters.ts";

/** Position of an operator among a type's btree operators. */
const strategies = { "<": 0, "<=": 1, "=": 2, ">=": 3, ">": 4 } as const;

/**
 * Filters as SQL conditions on `t`. A value is cast to the column's type on the server, so that an index serves it and
 * a wrong value is the server's own error. Throws `notFound`, `sql`, `unsupported` (no order), `invalidInput`.
 */
export function filterConditions(
  relation: GridRelation,
  filters: readonly RowFilter[],
  parameters: Parameters,
): string[] {
  return filters.map((filter) => condition(findColumn(relation, filter.column), filter, parameters));
}

function condition(column: RelationColumn, filter: RowFilter, parameters: Parameters): string {
  const sql = `t.${quoteIdentifier(column.name)}`;
  const { operator } = filter;
  // IS NULL is also true of a composite whose fields are all NULL, which the grid shows as the value that it is.
  if (operator === "isNull") return `${sql} IS NOT DISTINCT FROM NULL`;
  if (operator === "isNotNull") return `${sql} IS DISTINCT FROM NULL`;
  if (operator === "in" || operator === "notIn") return listed(column, sql, filter, parameters);
  const value = filter.value;
  if (value === null)
    throw new AppError("invalidInput", `The filter on ${column.name} needs a value.`, {
      hint: "Type a value, or filter for NULL.",
    });
  if (operator === "has") return holds(column, sql, value, parameters);
  const pattern = patternOf(operator, value);
  if (pattern) {
    const compared = `${outputText(column, sql)} OPERATOR(pg_catalog.${pattern.match})`;
    return `${compared} ${parameters.add(pattern.text, "pg_catalog.text")}`;
  }
  // What is left compares.
  const plain = operator === "<>" ? "=" : (operator as keyof typeof strategies);
  const compared = compare(column, sql, plain, value, parameters);
  return operator === "<>" ? `NOT (${compared})` : compared;
}

/** How a text operator matches, and with which pattern; null for operators that compare. */
function patternOf(operator: FilterOperator, value: string): { readonly match: string; readonly text: string } | null {
  const escaped = escapeLike(value);
  if (operator === "contains") return { match: "~~*", text: `%${escaped}%` };
  if (operator === "notContains") return { match: "!~~*", text: `%${escaped}%` };
  if (operator === "startsWith") return { match: "~~", text: `${escaped}%` };
  if (operator === "endsWith") return { match: "~~", text: `%${escaped}` };
  return operator === "matches" ? { match: "~*", text: value } : null;
}

function listed(column: RelationColumn, sql: string, filter: RowFilter, parameters: Parameters): string {
  const values = filter.values ?? [];
  if (values.length === 0)
    throw new AppError("invalidInput", `The filter on ${column.name} needs at least one value.`, {
      hint: "Type a value on each line.",
    });
  const any = values.map((value) => `(${compare(column, sql, "=", value, parameters)})`).join(" OR ");
  return filter.operator === "in" ? any : `NOT (${any})`;
}

/** Containment: all elements of an array, a part of a jsonb. */
function holds(column: RelationColumn, sql: string, value: string, parameters: Parameters): string {
  if (column.baseType !== "jsonb" && !column.castType.endsWith("[]"))
    throw new AppError("unsupported", `The type ${column.type} holds no other values.`, {
      hint: "Use it on arrays and jsonb; for other types use contains.",
    });
  return `${sql} OPERATOR(pg_catalog.@>) ${parameters.add(value, column.castType)}`;
}

function compare(
  column: RelationColumn,
  sql: string,
  operator: keyof typeof strategies,
  value: string,
  parameters: Parameters,
): string {
  if (column.operators === null) return compareAsText(column, sql, operator, value, parameters);
  return `${sql} ${operatorSql(column.operators[strategies[operator]])} ${parameters.add(value, column.castType)}`;
}

/** Types without an order (json, xml, point ...) are only the same when their text is. */
function compareAsText(
  column: RelationColumn,
  sql: string,
  operator: keyof typeof strategies,
  value: string,
  parameters: Parameters,
): string {
  if (operator !== "=")
    throw new AppError("unsupported", `The type ${column.type} has no order, so ${operator} means nothing.`, {
      hint: "Use =, <>, contains or starts with.",
    });
  return `${outputText(column, sql)} OPERATOR(pg_catalog.=) ${parameters.add(value, "pg_catalog.text")}`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}
