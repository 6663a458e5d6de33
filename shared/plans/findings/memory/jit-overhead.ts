import { besideTree, count, type PlanRule, percent, severityOf } from "../subject.ts";

const minShare = 0.3;
const minMs = 20;

/** Compiling the query took a large part of the run. */
export const jitOverhead: PlanRule = {
  code: "jit-overhead",
  find: (subject) => {
    const ms = besideTree(subject.plan.jit?.Timing, "Total");
    const share = ms / (subject.totalMs ?? Number.POSITIVE_INFINITY);
    if (ms < minMs || share < minShare) return [];
    return [
      {
        code: "jit-overhead",
        severity: severityOf(subject, ms),
        subject: "JIT",
        message: `Compiling this query took ${count(ms)} ms, ${percent(share)} of the run.`,
        evidence: { jitMs: ms, share: percent(share) },
        fix: { title: "Switch JIT off for this session", sql: "SET jit = off;", transactional: true },
        nodeId: null,
        savedMs: ms,
      },
    ];
  },
};
