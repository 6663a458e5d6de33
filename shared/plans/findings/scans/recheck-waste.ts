import { nodeRule } from "../node-rule.ts";
import { count, nameNode, percent, perLoop, totalOf } from "../subject.ts";

const minRecheckedShare = 0.5;
const minRechecked = 1000;

/** An index that gives candidates, most of which the table then refuses: trigrams, GiST, BRIN. */
export const recheckWaste = nodeRule("recheck-waste", (_subject, node) => {
  const rechecked = perLoop(node, "Rows Removed by Index Recheck");
  const kept = node.rows ?? 0;
  const share = rechecked / Math.max(1, rechecked + kept);
  if (share <= minRecheckedShare || rechecked < minRechecked) return null;
  // A bitmap that lost its rows for lack of memory has a diagnosis of its own, unless the index keeps pages by design.
  const isMemory = totalOf(node, "Exact Heap Blocks") > 0 && totalOf(node, "Lossy Heap Blocks") > 0;
  if (isMemory) return null;
  return {
    message: `The index gives ${nameNode(node)} ${count(rechecked + kept)} candidates and ${percent(share)} of them do not match. Longer search words (trigrams), a smaller pages_per_range or rows in order of the column (BRIN), or a longer signature (GiST) make it more exact.`,
    evidence: { rowsRechecked: rechecked, rowsKept: kept, recheckedShare: percent(share) },
    savedMs: (node.exclusiveMs ?? 0) * share,
  };
});
