import { isVectorIndex } from "../../vector-classes.ts";
import { type IndexRule, isUsable, subjectOf } from "../rule.ts";

const leastDeadRows = 1000;
const mostDeadShare = 0.1;

/** Dead rows stay in a graph or list of vectors until VACUUM: a search meets them and gives fewer live ones. */
export const vectorDeadRows: IndexRule = {
  code: "vector-dead-rows",
  title: "Dead rows in a vector index",
  find: ({ table, indexes, activity, estimatedRows }) => {
    const dead = activity?.deadRows ?? 0;
    const deadShare = dead / Math.max(1, dead + (estimatedRows ?? 0));
    if (dead < leastDeadRows || deadShare < mostDeadShare) return [];
    return indexes
      .filter((index) => isVectorIndex(index) && isUsable(index))
      .map((index) => ({
        code: "vector-dead-rows",
        severity: "warning" as const,
        subject: subjectOf(index),
        message: `${(deadShare * 100).toFixed(0)} % of the rows of ${table} are dead and still in ${index.name}: searches meet them and give fewer rows. VACUUM takes them out; REINDEX INDEX CONCURRENTLY before it makes that faster.`,
        evidence: { deadRows: dead, deadShare, sizeBytes: index.sizeBytes },
      }));
  },
};
