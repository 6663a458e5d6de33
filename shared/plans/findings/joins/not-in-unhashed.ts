import { nodeRule } from "../node-rule.ts";
import { count, mattersWithBelow, nameNode, textOf } from "../subject.ts";

// Until 16, and since 17.
const unhashed = /NOT \(SubPlan \d+\)|NOT \((?:ANY|ALL) \([^)]*\(SubPlan \d+\)\.col\d+/;
const minRows = 100;

/** NOT IN over a list that does not fit into a hash: it is read from the start for every row. */
export const notInUnhashed = nodeRule(
  "not-in-unhashed",
  (subject, node) => {
    const filter = textOf(node, "Filter");
    const subPlan = subject.childrenOf(node).find((child) => child.relationship === "SubPlan");
    // A subquery that is tied to the row is EXISTS, not a list; its plan is not materialized.
    if (!unhashed.test(filter) || subPlan?.nodeType !== "Materialize" || (subPlan.loops ?? 0) < minRows) return null;
    return {
      message: `NOT IN goes through the list of its subquery ${count(subPlan.loops ?? 0)} times, once for each row of ${nameNode(node)}: the list did not fit into memory. NOT EXISTS gives the same rows when the list has no NULL, and can use a join.`,
      evidence: { loops: subPlan.loops, subqueryMs: subPlan.inclusiveMs, filter },
      savedMs: subPlan.inclusiveMs,
    };
  },
  mattersWithBelow,
);
