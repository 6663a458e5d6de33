import { nodeKind } from "../../../../shared/plans/comparing/node-title.ts";
import type { PlanNode } from "../../../../shared/plans/model.ts";

/** What nodes can be summed up by. */
export const groupings = ["type", "relation", "index"] as const;

/** One of the above. */
export type Grouping = (typeof groupings)[number];

/** The nodes that have something in common, summed. Times are exclusive, so that nothing counts twice. */
export interface NodeGroup {
  /** Null for the nodes that have no relation (or index). */
  readonly name: string | null;
  readonly nodes: readonly PlanNode[];
  readonly exclusiveMs: number;
  readonly share: number | null;
  readonly rows: number;
  readonly hitBlocks: number;
  readonly readBlocks: number;
  readonly tempBlocks: number;
}

const nameOf: Readonly<Record<Grouping, (node: PlanNode) => string | null>> = {
  type: nodeKind,
  relation: ({ schema, relation }) => (relation === undefined ? null : schema ? `${schema}.${relation}` : relation),
  index: ({ index }) => index ?? null,
};

/** Sums the nodes of a plan; the group with the most time first. `share` is its part of `totalMs`, null without one. */
export function groupNodes(
  nodes: readonly PlanNode[],
  grouping: Grouping,
  totalMs: number | null,
): readonly NodeGroup[] {
  const groups = new Map<string | null, PlanNode[]>();
  for (const node of nodes) {
    const name = nameOf[grouping](node);
    const list = groups.get(name);
    if (list) list.push(node);
    else groups.set(name, [node]);
  }
  return [...groups]
    .map(([name, members]): NodeGroup => {
      const sum = (value: (node: PlanNode) => number | null | undefined) =>
        members.reduce((total, node) => total + Math.max(0, value(node) ?? 0), 0);
      const exclusiveMs = sum((node) => node.exclusiveMs);
      return {
        name,
        nodes: members,
        exclusiveMs,
        share: totalMs ? exclusiveMs / totalMs : null,
        rows: sum((node) => node.rows),
        hitBlocks: sum((node) => node.exclusiveBuffers.sharedHitBlocks),
        readBlocks: sum((node) => node.exclusiveBuffers.sharedReadBlocks),
        tempBlocks: sum((node) => node.exclusiveBuffers.tempWrittenBlocks),
      };
    })
    .toSorted((a, b) => b.exclusiveMs - a.exclusiveMs);
}
