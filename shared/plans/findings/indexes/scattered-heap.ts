import { scanFigures } from "../../advice/scan-figures.ts";
import { nodeRule } from "../node-rule.ts";
import { count, nameNode } from "../subject.ts";

const minBlocksPerRow = 0.8;
const minRows = 1000;
const maxCorrelation = 0.3;

/** An index scan whose rows lie all over the table: nearly every row is another page. */
export const scatteredHeap = nodeRule("scattered-heap", (subject, node) => {
  const { kept } = scanFigures(node);
  const blocks = (node.exclusiveBuffers.sharedHitBlocks ?? 0) + (node.exclusiveBuffers.sharedReadBlocks ?? 0);
  if (node.nodeType !== "Index Scan" || kept < minRows || blocks <= minBlocksPerRow * kept) return null;
  const relation = subject.relationOf(node);
  const index = relation?.indexes.find(({ name }) => name === node.index);
  const column = index?.keys[0]?.column ?? "";
  const correlation = relation?.columns?.[column]?.correlation ?? null;
  // Many loops of one row each are lookups, not a range that would lie together.
  if (correlation === null || Math.abs(correlation) >= maxCorrelation || (node.loops ?? 0) > kept / 2) return null;
  return {
    message: `${nameNode(node)} touches ${count(blocks)} pages for ${count(kept)} rows: the order of ${column} has nothing to do with where the rows lie (correlation ${correlation.toFixed(2)}). An index that carries the columns that are read (INCLUDE) does without the table; CLUSTER puts the rows in order once, under a lock. A BRIN index would not help.`,
    evidence: { pages: blocks, rowsKept: kept, correlation, index: node.index ?? null },
    savedMs: (node.exclusiveMs ?? 0) * (1 - kept / (blocks + kept)),
    severity: "info",
  };
});
