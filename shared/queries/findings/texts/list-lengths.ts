import { type JudgedQuery, listKey, type QueryRule, subjectOf } from "../query-rule.ts";

const minVariants = 5;

/**
 * At least five entries that differ only in how long an IN list is. Servers before 18 count (and plan) each length by
 * itself. Reported once, at the one that took most time.
 */
export const listLengths: QueryRule = ({ group }, { byList }) => {
  const key = listKey(group);
  const same = key === null ? [] : (byList.get(key) ?? []);
  if (same.length < minVariants || same[0]?.group !== group) return null;
  return {
    code: "list-lengths",
    severity: "info",
    subject: subjectOf(group),
    message:
      "The same statement with IN lists of different lengths is counted as many statements, and pushes others out of the statistics. Send one array instead: = ANY($1).",
    evidence: { variants: same.length, totalMs: sum(same, "execMs"), calls: sum(same, "calls") },
  };
};

function sum(queries: readonly JudgedQuery[], name: "execMs" | "calls"): number {
  return queries.reduce((all, { group }) => all + (group.figures.counters[name] ?? 0), 0);
}
