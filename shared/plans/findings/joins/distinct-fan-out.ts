import { nodeRule } from "../node-rule.ts";
import { count, mattersWithBelow, nameNode } from "../subject.ts";

const minFactor = 100;
const minRows = 10_000;

/** Rows that a join multiplies and DISTINCT folds together again. */
export const distinctFanOut = nodeRule(
  "distinct-fan-out",
  (subject, node) => {
    // DISTINCT by hash is an Aggregate without aggregates: its output is its keys.
    const isDistinct = node.nodeType === "Unique" || (node.nodeType === "Aggregate" && isOnlyKeys(node.properties));
    const [below] = subject.childrenOf(node);
    if (!isDistinct || below === undefined) return null;
    const from = below.nodeType === "Sort" ? (subject.childrenOf(below)[0] ?? below) : below;
    const [into, out] = [from.rows ?? 0, Math.max(1, node.rows ?? 0)];
    if (!/Join|Nested Loop/.test(from.nodeType) || into < minRows || into < minFactor * out) return null;
    return {
      message: `${nameNode(from)} makes ${count(into)} rows of which DISTINCT keeps ${count(node.rows ?? 0)}. EXISTS asks whether there is a match without multiplying the rows; or aggregate before joining.`,
      evidence: { rowsJoined: into, rowsKept: node.rows },
      savedMs: ((node.exclusiveMs ?? 0) + (from.exclusiveMs ?? 0)) * (1 - out / into),
    };
  },
  mattersWithBelow,
);

function isOnlyKeys(properties: Readonly<Record<string, unknown>>): boolean {
  const { Output: output, "Group Key": keys } = properties;
  if (!Array.isArray(output) || !Array.isArray(keys)) return false;
  return output.every((column) => keys.includes(column));
}
