import { nodeRule } from "../node-rule.ts";
import { count, kilobytes, nameNode } from "../subject.ts";

const minTotalMs = 1000;
const minBytes = 100 * 1024 * 1024;
const blockBytes = 8192;

/** A long read of a large table by one process. */
export const couldBeParallel = nodeRule("could-be-parallel", (subject, node) => {
  const { plan, totalMs } = subject;
  if (node.nodeType !== "Seq Scan" || (totalMs ?? 0) < minTotalMs) return null;
  const blocks = (node.exclusiveBuffers.sharedHitBlocks ?? 0) + (node.exclusiveBuffers.sharedReadBlocks ?? 0);
  const bytes = subject.relationOf(node)?.heapBytes ?? blocks * blockBytes;
  // Inside a loop the same pages count again and again.
  if (bytes < minBytes || (node.loops ?? 0) > 1) return null;
  // Looked for last: it goes through the whole plan.
  if (plan.nodes.some(({ nodeType }) => /^(Gather|ModifyTable|LockRows)/.test(nodeType))) return null;
  const setting = plan.settings.max_parallel_workers_per_gather;
  return {
    message: `${nameNode(node)} reads ${kilobytes(bytes / 1024)} in one process for ${count(node.exclusiveMs ?? 0)} ms. ${setting === "0" ? "max_parallel_workers_per_gather is 0." : "A function that is marked PARALLEL UNSAFE, a cursor or a low max_parallel_workers_per_gather keeps workers away."}`,
    evidence: { tableBytes: bytes, exclusiveMs: node.exclusiveMs, maxParallelWorkersPerGather: setting ?? "default" },
    savedMs: (node.exclusiveMs ?? 0) / 2, // two workers and the leader, and what they cost
    severity: "info",
  };
});
