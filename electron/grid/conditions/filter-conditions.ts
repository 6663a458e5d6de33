import type { RowFilter } from "../../../shared/grid/model.ts";
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
): readonly string[] {
  return filters.map((filter) => condition(findColumn(relation, filter.column), filter, parameters));
}

function condition(column: RelationColumn, { operator, value }: RowFilter, parameters: Parameters): string {
  const sql = `t.${quoteIdentifier(column.name)}`;
  if (operator === "isNull") return `${sql} IS NULL`;
  if (operator === "isNotNull") return `${sql} IS NOT NULL`;
  if (value === null)
    throw new AppError("invalidInput", `The filter on ${column.name} needs a value.`, {
      hint: "Type a value, or filter for NULL.",
    });
  if (operator === "contains") {
    const pattern = parameters.add(`%${escapeLike(value)}%`, "pg_catalog.text");
    return `${outputText(column, sql)} OPERATOR(pg_catalog.~~*) ${pattern}`;
  }
  if (operator === "startsWith") {
    const pattern = parameters.add(`${escapeLike(value)}%`, "pg_catalog.text");
    return `${outputText(column, sql)} OPERATOR(pg_catalog.~~) ${pattern}`;
  }
  const isUnequal = operator === "<>";
  const compared =
    column.operators === null
      ? compareAsText(column, sql, operator, value, parameters)
      : `${sql} ${operatorSql(column.operators[strategies[isUnequal ? "=" : operator]])} ${parameters.add(value, column.castType)}`;
  return isUnequal ? `NOT (${compared})` : compared;
}

/** Types without an order (json, xml, point ...) are only the same when their text is. */
function compareAsText(
  column: RelationColumn,
  sql: string,
  operator: RowFilter["operator"],
  value: string,
  parameters: Parameters,
): string {
  if (operator !== "=" && operator !== "<>")
    throw new AppError("unsupported", `The type ${column.type} has no order, so ${operator} means nothing.`, {
      hint: "Use =, <>, contains or starts with.",
    });
  return `${outputText(column, sql)} OPERATOR(pg_catalog.=) ${parameters.add(value, "pg_catalog.text")}`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}
