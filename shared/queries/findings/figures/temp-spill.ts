import { perCall, type QueryRule, subjectOf } from "../query-rule.ts";

const blockBytes = 8192;

/** At least 1 MB of temporary files with a call, and 10 MB in all: what the plan rules ask of a sort, and of a statement. */
export const tempSpill: QueryRule = (query) => {
  const { group } = query;
  const written = group.figures.counters.tempWritten;
  const each = perCall(query, written);
  if (written === null || each === null) return null;
  const [totalBytes, callBytes] = [written * blockBytes, each * blockBytes];
  if (callBytes < 1024 * 1024 || totalBytes < 10 * 1024 * 1024) return null;
  return {
    code: "temp-spill",
    severity: "warning",
    subject: subjectOf(group),
    message:
      "Sorts or hashes do not fit in work_mem and go to temporary files. More work_mem for this statement (SET LOCAL), an index that gives the order, or fewer columns helps.",
    evidence: { perCallBytes: Math.round(callBytes), totalBytes: Math.round(totalBytes) },
  };
};
