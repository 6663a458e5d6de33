import { nodeRule } from "../node-rule.ts";
import { count, mattersWithBelow, nameNode, type PlanSubject } from "../subject.ts";
import { vectorMethods } from "./vector-methods.ts";

/** pgvector's operators and the ending of the operator class that serves each. */
const classEndings: Readonly<Record<string, string>> = {
  "<->": "_l2_ops",
  "<#>": "_ip_ops",
  "<=>": "_cosine_ops",
  "<+>": "_l1_ops",
};

/** A nearest-neighbour search that sorts the whole table although a vector index stands there, for another distance. */
export const vectorUnused = nodeRule(
  "vector-index-unused",
  (subject, node) => {
    const keys = node.properties["Sort Key"];
    const operator = Array.isArray(keys) ? /<->|<#>|<=>|<\+>/.exec(String(keys[0]))?.[0] : undefined;
    const ending = operator === undefined ? undefined : classEndings[operator];
    if (node.nodeType !== "Sort" || ending === undefined) return null;
    const scan = subject.plan.nodes.find((one) => one.nodeType === "Seq Scan" && isBelow(subject, one, node.id));
    if (scan === undefined) return null;
    const indexes =
      subject.relationOf(scan)?.indexes.filter(({ accessMethod }) => vectorMethods.has(accessMethod)) ?? [];
    if (indexes.length === 0) return null;
    const classes = indexes.map((index) => ({ name: index.name, operatorClass: index.keys[0]?.operatorClass ?? "" }));
    const serving = classes.find(({ operatorClass }) => operatorClass.endsWith(ending));
    const why =
      serving === undefined
        ? `${classes.map(({ name, operatorClass }) => `${name} (${operatorClass.split(".").at(-1)})`).join(", ")} serves another distance than ${operator}: use its operator, or build an index with ${ending.slice(1)}.`
        : `${serving.name} would serve ${operator}, but only for ORDER BY ... ASC with a LIMIT and a constant vector.`;
    return {
      message: `${nameNode(node)} compares ${count(scan.rows ?? 0)} vectors one by one. ${why}`,
      evidence: {
        operator: operator ?? null,
        rowsCompared: scan.rows,
        indexes: classes.map(({ name }) => name).join(", "),
      },
      savedMs: node.inclusiveMs,
    };
  },
  mattersWithBelow,
);

function isBelow({ parentOf }: PlanSubject, node: Parameters<PlanSubject["parentOf"]>[0], id: number): boolean {
  for (let at = parentOf(node); at !== null; at = parentOf(at)) if (at.id === id) return true;
  return false;
}
