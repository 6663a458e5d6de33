import { adviseScan } from "../../advice/advise-scan.ts";
import { scanFigures } from "../../advice/scan-figures.ts";
import { nodeRule } from "../node-rule.ts";
import { count, nameNode, percent, textOf } from "../subject.ts";

const minRemovedShare = 0.9;
const minRemoved = 1000;
/** From here on the missing index has a diagnosis of its own, with its definition. */
const missingIndexRead = 10_000;

/** An index scan that reads many rows by its condition and keeps few of them by its filter. */
export const inexactIndex = nodeRule("inexact-index", (subject, node) => {
  const { removed, kept, read, removedShare } = scanFigures(node);
  const isIndexScan = /^Index (Only )?Scan$/.test(node.nodeType) && textOf(node, "Index Cond") !== "";
  if (!isIndexScan || removedShare < minRemovedShare || removed < minRemoved) return null;
  if (read >= missingIndexRead && adviseScan(subject, node).kind === "btree") return null;
  return {
    message: `${nameNode(node)} reads ${count(read)} rows by ${node.index ?? "its index"} and keeps ${count(kept)} of them (${percent(removedShare)} removed). Add the filter's column to the index, equality before range, or make the index partial.`,
    evidence: {
      rowsRead: read,
      rowsKept: kept,
      filter: textOf(node, "Filter"),
      indexCondition: textOf(node, "Index Cond"),
    },
    savedMs: (node.exclusiveMs ?? 0) * removedShare,
  };
});
