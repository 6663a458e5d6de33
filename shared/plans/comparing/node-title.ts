import type { PlanNode } from "../model.ts";

/** `Seq Scan on run_events`, `Hash Right Join`, `Insert on runs`: how a node is called. A name stands as the server gave it. */
export function nodeTitle(node: PlanNode): string {
  return node.relation === undefined ? nodeKind(node) : `${nodeKind(node)} on ${node.relation}`;
}

/** The node's type with what tells its kinds apart: join type, strategy of an aggregate, operation of a write. */
export function nodeKind({ nodeType, properties }: Pick<PlanNode, "nodeType" | "properties">): string {
  const { Strategy: strategy, Operation: operation } = properties;
  const join = properties["Join Type"];
  if (typeof join === "string" && join !== "Inner") return nodeType.replace(/(Join|Loop)$/, `${join} $1`);
  if (nodeType === "Aggregate" && typeof strategy === "string") return aggregateNames[strategy] ?? "Aggregate";
  return nodeType === "ModifyTable" && typeof operation === "string" ? operation : nodeType;
}

const aggregateNames: Readonly<Record<string, string>> = {
  Hashed: "HashAggregate",
  Sorted: "GroupAggregate",
  Mixed: "MixedAggregate",
};
