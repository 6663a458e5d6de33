import { isJsonObject } from "../../json/exact-json.ts";
import { count, type PlanRule } from "../subject.ts";

const minMs = 5;
const coldBlocks = 100;

/** A statement that is planned longer than it runs. */
export const planningDominates: PlanRule = {
  code: "planning-dominates",
  find: ({ plan, totalMs }) => {
    const planning = plan.planningMs ?? 0;
    if (totalMs === null || planning < minMs || planning <= totalMs) return [];
    const buffers = plan.properties.Planning;
    const read = isJsonObject(buffers) ? buffers["Shared Read Blocks"] : 0;
    const isCold = typeof read === "number" && read >= coldBlocks;
    const why = isCold
      ? `It read ${count(read)} pages of the catalog: the cache was cold, as in the first statement of a session or after a wake-up. Run it again before judging.`
      : "A prepared statement is planned once; fewer partitions or joins, or a lower join_collapse_limit, make planning shorter.";
    return [
      {
        code: "planning-dominates",
        severity: isCold ? "info" : "warning",
        subject: "Planning",
        message: `Planning took ${planning.toFixed(1)} ms, the run ${totalMs.toFixed(1)} ms. ${why}`,
        evidence: { planningMs: planning, runMs: totalMs, catalogPagesRead: typeof read === "number" ? read : null },
        nodeId: null,
        savedMs: isCold ? null : planning,
      },
    ];
  },
};
