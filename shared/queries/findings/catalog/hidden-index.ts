import { leadsIndex, tableOf } from "../../tables.ts";
import type { QueryCondition } from "../../text/query-shape.ts";
import { type QueryRule, subjectOf } from "../query-rule.ts";
import { blocksPerCall, isWorthIndex } from "./reads-much.ts";

const compared: ReadonlySet<string> = new Set(["=", "<", ">", "<=", ">=", "= ANY"]);
const integers: ReadonlySet<string> = new Set(["smallint", "integer", "bigint"]);

/** A cast of the column, or of an integer's other side to numeric: then the index on the column cannot be used. */
export const castHidesIndex: QueryRule = (query, { tables }) => {
  const { shape, group } = query;
  for (const condition of shape?.conditions ?? []) {
    const found = shape && compared.has(condition.operator) && tableOf(condition, shape, tables);
    if (!found || !leadsIndex(found.table, condition.column)) continue;
    const cast = hidingCast(condition, found.type);
    if (cast === null || !isWorthIndex(query, found.table.estimatedRows)) continue;
    const { schema, name } = found.table;
    return {
      code: "cast-hides-index",
      severity: "warning",
      subject: subjectOf(group),
      message: `The cast to ${cast} keeps the index on the column from being used. Send the value in the column's own type (${found.type}), or write the condition as a range of it.`,
      evidence: {
        column: `${schema}.${name}.${condition.column}`,
        columnType: found.type,
        castTo: cast,
        blocksPerCall: Math.round(blocksPerCall(query)),
      },
    };
  }
  return null;
};

/** varchar to text is only a relabelling, and keeps the index usable. */
function hidingCast({ wrap, otherCast }: QueryCondition, type: string): string | null {
  if (wrap?.kind === "cast") {
    const isRelabelled = type.startsWith("character varying") && wrap.name === "text";
    return isRelabelled || wrap.name === type ? null : wrap.name;
  }
  const isWider = otherCast === "numeric" || otherCast === "float8" || otherCast === "float4";
  return wrap === null && isWider && integers.has(type) ? otherCast : null;
}

/** A function around a column that leads an index, where no index has that function. */
export const functionHidesIndex: QueryRule = (query, { tables }) => {
  const { shape, group } = query;
  for (const condition of shape?.conditions ?? []) {
    const { wrap, column, operator } = condition;
    if (wrap?.kind !== "function" || !(compared.has(operator) || operator.startsWith("~~"))) continue;
    const found = shape && tableOf(condition, shape, tables);
    if (!found || !isWorthIndex(query, found.table.estimatedRows)) continue;
    const { table } = found;
    if (!leadsIndex(table, column) || table.indexes.some(({ definition }) => definition.includes(`${wrap.name}(`)))
      continue;
    return {
      code: "function-hides-index",
      severity: "warning",
      subject: subjectOf(group),
      message: `${wrap.name}() around the column keeps the index on it from being used. Write the condition as a range of the bare column, or make an index on the expression if the function is IMMUTABLE.`,
      evidence: {
        column: `${table.schema}.${table.name}.${column}`,
        function: wrap.name,
        blocksPerCall: Math.round(blocksPerCall(query)),
      },
    };
  }
  return null;
};
