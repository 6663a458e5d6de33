import { scanFigures } from "../../advice/scan-figures.ts";
import { nodeRule } from "../node-rule.ts";
import { count, nameNode } from "../subject.ts";

const minBlocksPerRow = 1000;
const deadRowShare = 10;

/** A scan that touches far more pages than its rows can fill: bloat, dead rows, or a value of many pages. */
export const tooManyBuffers = nodeRule("too-many-buffers", (subject, node) => {
  const blocks = (node.exclusiveBuffers.sharedHitBlocks ?? 0) + (node.exclusiveBuffers.sharedReadBlocks ?? 0);
  const { read } = scanFigures(node);
  if (node.relation === undefined || !/Scan$/.test(node.nodeType) || blocks < minBlocksPerRow * Math.max(1, read))
    return null;
  const relation = subject.relationOf(node);
  const changed = relation?.modifiedSinceAnalyze ?? 0;
  const many = changed * deadRowShare > (relation?.estimatedRows ?? Number.POSITIVE_INFINITY);
  return {
    message: `${nameNode(node)} touches ${count(blocks)} pages for ${count(read)} rows that it looked at. ${many ? "Much of the table was changed lately: dead rows wait for VACUUM." : "Dead rows that wait for VACUUM, or a bloated table or index, are the usual reason."}`,
    evidence: { pages: blocks, rowsRead: read, rowsModified: relation?.modifiedSinceAnalyze ?? null },
    savedMs: null,
    severity: "warning",
  };
});
