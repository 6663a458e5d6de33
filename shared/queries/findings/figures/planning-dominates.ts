import { perCall, type QueryRule, subjectOf } from "../query-rule.ts";

/** Planning takes longer than running, and at least 5 ms. Only where pg_stat_statements.track_planning is on. */
export const planningDominates: QueryRule = (query, { server }) => {
  const { group } = query;
  const { planMs, execMs, plans } = group.figures.counters;
  if (!server.measuresPlanning || !plans || planMs === null || execMs === null) return null;
  const each = planMs / plans;
  if (each < 5 || planMs <= execMs) return null;
  return {
    code: "planning-dominates",
    severity: "info",
    subject: subjectOf(group),
    message:
      "Planning takes longer than running. A prepared statement plans once; fewer partitions or joins make planning cheaper.",
    evidence: { planningMs: each, runningMs: perCall(query, execMs), plans },
  };
};
