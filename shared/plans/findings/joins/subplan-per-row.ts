import { nodeRule } from "../node-rule.ts";
import { count, mattersWithBelow, nameNode, percent } from "../subject.ts";

const minLoops = 100;
const minShare = 0.1;

/** A subquery that runs again for each row of the query around it. */
export const subplanPerRow = nodeRule(
  "subplan-per-row",
  (subject, node) => {
    const share = (node.inclusiveMs ?? 0) / (subject.totalMs ?? Number.POSITIVE_INFINITY);
    const loops = (node.loops ?? 0) / node.divisor;
    if (node.relationship !== "SubPlan" || loops < minLoops || share < minShare) return null;
    const parent = subject.parentOf(node);
    if (isHashed(node.subplanName, parent?.properties)) return null;
    return {
      message: `A subquery (${node.subplanName ?? "SubPlan"}) runs ${count(loops)} times, once for each row of ${parent === null ? "the query" : nameNode(parent)}, and takes ${percent(share)} of the run. A LEFT JOIN on a grouped subquery runs it once; an index on the column that ties it to the outer row makes each run short.`,
      evidence: { loops, subqueryMs: node.inclusiveMs, share: percent(share) },
      savedMs: (node.inclusiveMs ?? 0) * (1 - 1 / loops),
    };
  },
  mattersWithBelow,
);

/** `hashed SubPlan 1` in any text of the node that it hangs on: it then runs once. */
function isHashed(name: string | null, properties: object | undefined): boolean {
  return name !== null && JSON.stringify(properties ?? {}).includes(`hashed ${name}`);
}
