import { nameNode, type PlanRule, totalOf } from "../subject.ts";

/** The server had fewer workers free than the plan counted on. */
export const missingWorkers: PlanRule = {
  code: "missing-workers",
  find: ({ plan }) =>
    plan.nodes.flatMap((node) => {
      const planned = totalOf(node, "Workers Planned");
      const launched = node.properties["Workers Launched"];
      if (node.loops === 0 || typeof launched !== "number" || launched >= planned) return [];
      return [
        {
          code: "missing-workers",
          severity: "info" as const,
          subject: nameNode(node),
          message: `${node.nodeType} planned ${planned} workers and got ${launched}: others used them, or max_parallel_workers is low.`,
          evidence: { workersPlanned: planned, workersLaunched: launched },
          nodeId: node.id,
          savedMs: null,
        },
      ];
    }),
};
