import { nodeRule } from "../node-rule.ts";
import { nameNode, partsOf } from "../subject.ts";

const minFactor = 3;
const minWorkers = 2;
const minBusyMs = 50;

/** Workers of which one did most of the work while the others waited; needs a plan with VERBOSE. */
export const workerSkew = nodeRule("worker-skew", (_subject, node) => {
  const [, ...workers] = partsOf(node);
  const busy = workers.flatMap(({ "Actual Total Time": ms, "Actual Loops": loops }) =>
    typeof ms === "number" && typeof loops === "number" ? [ms * loops] : [],
  );
  const most = Math.max(0, ...busy);
  const mean = busy.reduce((sum, ms) => sum + ms, 0) / Math.max(1, busy.length);
  if (busy.length < minWorkers || most < minBusyMs || most / mean < minFactor - 1e-9) return null;
  return {
    message: `One worker was busy for ${most.toFixed(0)} ms in ${nameNode(node)}, the mean of ${busy.length} is ${mean.toFixed(0)} ms: the work was not spread. Partitions of uneven size, or one value that most rows share, are the usual reason.`,
    evidence: { workers: busy.length, busiestMs: most, meanMs: mean },
    savedMs: Math.min(node.exclusiveMs ?? 0, most - mean),
  };
});
