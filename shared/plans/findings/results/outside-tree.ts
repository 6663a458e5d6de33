import { besideTree, count, type PlanRule, percent } from "../subject.ts";

const minShare = 0.1;
const minMs = 5;

/** Time of the run that neither a node, a trigger, JIT nor serialization explains. */
export const outsideTree: PlanRule = {
  code: "outside-tree",
  find: ({ plan, totalMs }) => {
    const [root] = plan.nodes;
    if (totalMs === null || root?.inclusiveMs == null) return [];
    const triggers = plan.triggers.reduce((sum, trigger) => sum + (trigger.ms ?? 0), 0);
    const explained =
      root.inclusiveMs +
      triggers +
      plan.outsideMs +
      besideTree(plan.jit?.Timing, "Total") +
      besideTree(plan.properties.Serialization, "Time");
    const rest = totalMs - explained;
    if (rest < minMs || rest < minShare * totalMs) return [];
    return [
      {
        code: "outside-tree",
        severity: "info",
        subject: "Execution",
        message: `${count(rest)} ms of the run (${percent(rest / totalMs)}) are in no node: starting and ending the executor, a lock that was waited for, or rows that were freed afterwards.`,
        evidence: { unexplainedMs: rest, runMs: totalMs, treeMs: root.inclusiveMs },
        nodeId: null,
        savedMs: null,
      },
    ];
  },
};
