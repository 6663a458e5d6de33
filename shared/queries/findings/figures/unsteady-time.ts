import { type QueryRule, subjectOf } from "../query-rule.ts";

/** Calls that differ much: the deviation is at least three times the mean, of 20 calls or more that are not all quick. */
export const unsteadyTime: QueryRule = ({ group }) => {
  const { meanMs, stddevMs, maxMs, counters } = group.figures;
  if ((counters.calls ?? 0) < 20 || meanMs < 1 || stddevMs < 3 * meanMs) return null;
  return {
    code: "unsteady-time",
    severity: "info",
    subject: subjectOf(group),
    message:
      "Some calls take many times as long as most: other values that fit far more rows, a wait for a lock, or a cold cache. The mean hides them.",
    evidence: { meanMs, stddevMs, longestMs: maxMs, calls: counters.calls },
  };
};
