import type { Plan, PlanNode } from "../model.ts";

/** What a node does, whatever the planner chose for it, and what it does it to. */
export interface NodeRole {
  readonly role: string;
  /** Relations (with their aliases) that it and the nodes below it read, sorted. */
  readonly reads: readonly string[];
  /** The relation or index that the node itself names, if any. */
  readonly subject: string | null;
}

const roles: readonly (readonly [RegExp, string])[] = [
  [/^Bitmap Index Scan$/, "bitmap"],
  [/^Bitmap(And|Or)$/, "bitmap"],
  [/Scan$/, "scan"],
  [/Join$|^Nested Loop$/, "join"],
  [/Sort$/, "sort"],
  [/Aggregate$|^Group$/, "aggregate"],
  [/^Gather/, "gather"],
  [/^(Merge )?Append$/, "append"],
];

/** The roles of all nodes of a plan by id. A CTE or InitPlan reads for itself, not for the node it hangs on. */
export function rolesOf(plan: Plan): ReadonlyMap<number, NodeRole> {
  const reads = new Map<number, Set<string>>();
  // In pre-order children stand behind their parents: from the end, every node is complete when it is reached.
  for (const node of plan.nodes.toReversed()) {
    const own = reads.get(node.id) ?? new Set<string>();
    reads.set(node.id, own);
    const subject = subjectOf(node);
    if (subject !== null) own.add(subject);
    if (node.parentId === null || node.relationship === "InitPlan") continue;
    const above = reads.get(node.parentId) ?? new Set<string>();
    for (const name of own) above.add(name);
    reads.set(node.parentId, above);
  }
  return new Map(
    plan.nodes.map((node) => [
      node.id,
      { role: roleOf(node), reads: [...(reads.get(node.id) ?? [])].toSorted(), subject: subjectOf(node) },
    ]),
  );
}

/** `scan`, `join`, `sort` ...; what has no kinds is its own role. */
export function roleOf(node: PlanNode): string {
  return roles.find(([pattern]) => pattern.test(node.nodeType))?.[1] ?? node.nodeType;
}

function subjectOf({ relation, alias, schema, properties, nodeType }: PlanNode): string | null {
  if (relation !== undefined) return JSON.stringify([schema ?? null, relation, alias ?? relation]);
  const named = properties["CTE Name"] ?? properties["Function Name"];
  if (typeof named === "string") return JSON.stringify([nodeType, named, alias ?? null]);
  return alias === undefined ? null : JSON.stringify([nodeType, null, alias]);
}
