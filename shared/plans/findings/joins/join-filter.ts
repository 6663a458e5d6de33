import { nodeRule } from "../node-rule.ts";
import { count, mattersWithBelow, nameNode, percent, perLoop, textOf } from "../subject.ts";

const minRemoved = 100_000;
const minRemovedShare = 0.9;

/** A join that forms pairs of rows and throws nearly all of them away by its filter. */
export const joinFilter = nodeRule(
  "join-filter",
  (subject, node) => {
    const removed = perLoop(node, "Rows Removed by Join Filter");
    const kept = node.rows ?? 0;
    const share = removed / Math.max(1, removed + kept);
    if (removed < minRemoved || share < minRemovedShare) return null;
    const inner = subject.childrenOf(node).find((child) => child.relationship === "Inner");
    return {
      message: `${nameNode(node)} compares ${count(removed + kept)} pairs of rows and keeps ${count(kept)}. An equality between the two sides, with an index on it, or a range type with a GiST index, would form the matching pairs only.`,
      evidence: {
        pairsRemoved: removed,
        pairsKept: kept,
        removedShare: percent(share),
        joinFilter: textOf(node, "Join Filter"),
      },
      savedMs: ((node.exclusiveMs ?? 0) + (inner?.inclusiveMs ?? 0)) * share,
    };
  },
  mattersWithBelow,
);
