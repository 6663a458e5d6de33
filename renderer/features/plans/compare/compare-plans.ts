import type { Plan, PlanNode } from "../../../../shared/plans/model.ts";
import { nodeTitle } from "../rules/describe-node.ts";

/** Nodes of two plans that do the same part of the work; null where only one plan has it. */
export interface NodePair {
  readonly title: string;
  readonly before: PlanNode | null;
  readonly after: PlanNode | null;
}

/**
 * Pairs nodes by what they work on (relation, alias) and their role, not by place: a scan that became an index scan is
 * the same part of the work. Ordered by how much the own time changed.
 */
export function comparePlans(before: Plan, after: Plan): readonly NodePair[] {
  const waiting = new Map<string, PlanNode[]>();
  for (const node of before.nodes) waiting.set(roleOf(node), [...(waiting.get(roleOf(node)) ?? []), node]);
  const pairs = after.nodes.map((node): NodePair => {
    const earlier = waiting.get(roleOf(node))?.shift() ?? null;
    const title =
      earlier && nodeTitle(earlier) !== nodeTitle(node)
        ? `${nodeTitle(earlier)} → ${nodeTitle(node)}`
        : nodeTitle(node);
    return { title, before: earlier, after: node };
  });
  const gone = [...waiting.values()]
    .flat()
    .map((node): NodePair => ({ title: nodeTitle(node), before: node, after: null }));
  return [...pairs, ...gone].toSorted((a, b) => Math.abs(changeOf(b)) - Math.abs(changeOf(a)));
}

/** Own milliseconds after minus before; a node that one plan lacks took none there. */
export function changeOf({ before, after }: NodePair): number {
  return Math.max(0, after?.exclusiveMs ?? 0) - Math.max(0, before?.exclusiveMs ?? 0);
}

const roles: readonly (readonly [RegExp, string])[] = [
  [/Scan$/, "scan"],
  [/Join$|^Nested Loop$/, "join"],
  [/Sort$/, "sort"],
  [/Aggregate$|^Group$/, "aggregate"],
];

function roleOf(node: PlanNode): string {
  const role = roles.find(([pattern]) => pattern.test(node.nodeType))?.[1] ?? node.nodeType;
  return JSON.stringify([role, node.relation ?? null, node.alias ?? null]);
}
