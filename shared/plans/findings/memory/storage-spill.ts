import { nodeRule } from "../node-rule.ts";
import { kilobytes, nameNode, raiseWorkMem, textOf, totalOf } from "../subject.ts";

const savedShare = 0.5;

/** Rows that a node keeps for later (Materialize, CTE Scan, WindowAgg ...) on disk; the server tells since 18. */
export const storageSpill = nodeRule("storage-spill", (_subject, node) => {
  const maximumKb = totalOf(node, "Maximum Storage");
  if (textOf(node, "Storage") !== "Disk") return null;
  const neededMb = Math.max(1, Math.ceil((maximumKb * 2) / 1024));
  return {
    message: `${nameNode(node)} keeps ${kilobytes(maximumKb)} of rows on disk. About ${neededMb} MB of work_mem would keep them in memory; fewer or narrower columns need less.`,
    evidence: { storedBytes: maximumKb * 1024, exclusiveMs: node.exclusiveMs },
    fix: raiseWorkMem(neededMb),
    savedMs: (node.exclusiveMs ?? 0) * savedShare,
  };
});
