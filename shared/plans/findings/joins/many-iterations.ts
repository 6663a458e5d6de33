import { nodeRule } from "../node-rule.ts";
import { count, mattersWithBelow, nameNode, percent } from "../subject.ts";

const minLoops = 1000;
const minShare = 0.2;
const minMsPerLoop = 0.005;
const minFactor = 10;

/** A nested loop that was chosen for few rows and met many. */
export const manyIterations = nodeRule(
  "nested-loop-of-many",
  (subject, node) => {
    const children = subject.childrenOf(node);
    const inner = children.find((child) => child.relationship === "Inner");
    const outer = children.find((child) => child.relationship === "Outer");
    if (node.nodeType !== "Nested Loop" || inner?.inclusiveMs == null || outer === undefined) return null;
    const loops = (inner.loops ?? 0) / inner.divisor;
    const share = inner.inclusiveMs / (subject.totalMs ?? Number.POSITIVE_INFINITY);
    const met = (outer.rows ?? 0) / Math.max(1, outer.loops ?? 0);
    const factor = met / Math.max(1, outer.estimatedRows);
    const isWorth = loops >= minLoops && share >= minShare && inner.inclusiveMs / loops >= minMsPerLoop;
    // Without a wrong estimate the planner knew the price; a whole table in the loop has its own diagnosis.
    if (!isWorth || factor < minFactor || inner.nodeType === "Seq Scan") return null;
    return {
      message: `The loop was chosen for ${count(outer.estimatedRows)} outer rows and met ${count(met)}: ${nameNode(inner)} ran ${count(loops)} times, ${percent(share)} of the run. With a right estimate of ${nameNode(outer)} the planner would most likely choose a hash join.`,
      evidence: { loops, outerRows: met, estimatedOuterRows: outer.estimatedRows, innerMs: inner.inclusiveMs },
      savedMs: null,
      severity: share >= 0.4 ? "warning" : "info",
    };
  },
  mattersWithBelow,
);
