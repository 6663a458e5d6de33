import { type QueriedTable, tableOf } from "../../tables.ts";
import type { QueryCondition } from "../../text/query-shape.ts";
import { type JudgedQuery, type QueryRule, subjectOf } from "../query-rule.ts";

const callsPerMinute = 100;
const quickMs = 5;

/**
 * A lookup by key that is sent once for each row of another statement: at least 100 calls a minute, quick, one row or so,
 * one table; and a statement of the same role whose rows are about its calls (0.8 to 1.2) in the same time.
 */
export const nPlusOne: QueryRule = (query, { seconds, all, tables }) => {
  const { group, shape, traits } = query;
  const { calls, execMs } = group.figures.counters;
  if (calls === null || seconds === null || shape === null || traits.kind !== "read") return null;
  // In a time of seconds a hundred calls in all are the least.
  const perMinute = (calls * 60) / Math.max(60, seconds);
  if (perMinute < callsPerMinute || group.figures.meanMs >= quickMs || group.figures.rowsPerCall > 1.5) return null;
  const key = shape.relations.length === 1 ? keyOf(query, tables) : null;
  const parent = key && parentOf(query, calls, all);
  if (!key || !parent) return null;
  const [table] = shape.relations;
  return {
    code: "n-plus-one",
    severity: "warning",
    subject: subjectOf(group),
    message: `Likely sent once for each row of another statement (N+1). Ask for all of them at once: join ${table?.name} to that statement on ${key.column}, or collect the keys and send them as one array: WHERE ${key.column} = ANY($1).`,
    evidence: {
      calls,
      callsPerMinute: Math.round(perMinute),
      totalMs: execMs,
      rowsOf: subjectOf(parent.group),
      rowsOfIt: parent.group.figures.counters.rows,
    },
  };
};

/** The condition that names a row by a primary, unique or foreign key. */
function keyOf({ shape }: JudgedQuery, tables: readonly QueriedTable[]): QueryCondition | null {
  if (!shape) return null;
  const isKey = (condition: QueryCondition) => {
    const { operator, wrap, other, column } = condition;
    if (operator !== "=" || wrap !== null || other === "column") return false;
    return tableOf(condition, shape, tables)?.table.keys.some(([first]) => first === column) ?? false;
  };
  return shape.conditions.find(isKey) ?? null;
}

function parentOf(child: JudgedQuery, calls: number, all: readonly JudgedQuery[]): JudgedQuery | null {
  const users = new Set(child.group.parts.map(({ user }) => user));
  const fits = ({ group, traits }: JudgedQuery) => {
    const { rows, calls: parentCalls } = group.figures.counters;
    if (group === child.group || traits.kind !== "read" || traits.isOfCatalog) return false;
    if (rows === null || parentCalls === null || parentCalls > calls / 2) return false;
    const ratio = calls / Math.max(1, rows);
    return ratio >= 0.8 && ratio <= 1.2 && group.parts.some(({ user }) => users.has(user));
  };
  return all.find(fits) ?? null;
}
