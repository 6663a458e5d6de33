import { perCall, type QueryRule, subjectOf } from "../query-rule.ts";

/** Compiling takes at least 30 % of the time and 20 ms of a call: the thresholds of the plan rule, on the mean. */
export const jitOverhead: QueryRule = (query) => {
  const { group } = query;
  const { jitMs, execMs } = group.figures.counters;
  const each = perCall(query, jitMs);
  if (jitMs === null || execMs === null || each === null || each < 20 || jitMs < 0.3 * execMs) return null;
  return {
    code: "jit-overhead",
    severity: "warning",
    subject: subjectOf(group),
    message:
      "Compiling the statement (JIT) takes a large part of its time. Turn jit off for it, or raise jit_above_cost; a cost that is far too high often comes from a wrong estimate.",
    evidence: { savedMs: jitMs, perCallMs: each, jitShare: jitMs / execMs },
  };
};
