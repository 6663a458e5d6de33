import { scanFigures } from "../../advice/scan-figures.ts";
import { nodeRule } from "../node-rule.ts";
import { count, nameNode, textOf } from "../subject.ts";

const minRemoved = 10_000;
const minFactor = 100;

/** A LIMIT that walks an index for its order only, and throws away nearly all it meets on the way. */
export const orderByIndexOnly = nodeRule("order-by-index-only", (subject, node) => {
  const { removed, kept } = scanFigures(node);
  const isOrderOnly = /^Index (Only )?Scan$/.test(node.nodeType) && textOf(node, "Index Cond") === "";
  if (!isOrderOnly || removed < minRemoved || removed < minFactor * Math.max(1, kept)) return null;
  let above = subject.parentOf(node);
  while (above !== null && /^(Gather Merge|Nested Loop|Incremental Sort|Subquery Scan|Result)$/.test(above.nodeType))
    above = subject.parentOf(above);
  if (above?.nodeType !== "Limit") return null;
  return {
    message: `${nameNode(node)} follows ${node.index ?? "its index"} for the order and throws away ${count(removed)} rows to find ${count(kept)}. An index over the filter's columns first and the order after them finds these rows at once.`,
    evidence: { rowsRemoved: removed, rowsKept: kept, filter: textOf(node, "Filter") },
    savedMs: (node.exclusiveMs ?? 0) * (removed / (removed + kept)),
  };
});
