import { isJsonObject } from "../../json/exact-json.ts";
import { kilobytes, type PlanRule } from "../subject.ts";

const minKb = 50 * 1024;

/** A statement whose planning takes much memory; told by 17 and later with the option MEMORY. */
export const plannerMemory: PlanRule = {
  code: "planner-memory",
  find: ({ plan }) => {
    const { Planning: planning } = plan.properties;
    const used = isJsonObject(planning) ? planning["Memory Used"] : 0;
    if (typeof used !== "number" || used < minKb) return [];
    return [
      {
        code: "planner-memory",
        severity: "info",
        subject: "Planning",
        message: `Planning took ${kilobytes(used)} of memory, in each session that runs this. Fewer partitions, or a condition that names them, bring it down.`,
        evidence: { memoryBytes: used * 1024, planningMs: plan.planningMs },
        nodeId: null,
        savedMs: null,
      },
    ];
  },
};
