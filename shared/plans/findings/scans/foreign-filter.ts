import { scanFigures } from "../../advice/scan-figures.ts";
import { nodeRule } from "../node-rule.ts";
import { count, nameNode, percent, textOf } from "../subject.ts";

const minRemoved = 1000;
const minRemovedShare = 0.5;

/** Rows that travel from another server and are thrown away here. */
export const foreignFilter = nodeRule("foreign-filter", (_subject, node) => {
  const { removed, read, removedShare } = scanFigures(node);
  if (node.nodeType !== "Foreign Scan" || removed < minRemoved || removedShare < minRemovedShare) return null;
  return {
    message: `${nameNode(node)} fetches ${count(read)} rows from the other server and throws ${percent(removedShare)} of them away here: the condition is not sent along. Functions and types of extensions are only sent when the foreign server lists them (extensions option).`,
    evidence: {
      rowsFetched: read,
      rowsRemoved: removed,
      filter: textOf(node, "Filter"),
      remoteSql: textOf(node, "Remote SQL"),
    },
    savedMs: (node.inclusiveMs ?? 0) * removedShare,
  };
});
