import type { Plan, PlanNode } from "../../../../shared/plans/model.ts";

/** A row of the tree. */
export interface TreeRow {
  readonly node: PlanNode;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  /** Place among its siblings, from 1, and how many they are. */
  readonly place: number;
  readonly siblings: number;
}

/** The rows that show: nodes in pre-order without those below a closed one. */
export function treeRows(plan: Plan, closed: ReadonlySet<number>): readonly TreeRow[] {
  const childrenOf = new Map<number | null, PlanNode[]>();
  for (const node of plan.nodes) childrenOf.set(node.parentId, [...(childrenOf.get(node.parentId) ?? []), node]);
  const hidden = new Set<number>();
  const rows: TreeRow[] = [];
  for (const node of plan.nodes) {
    const isHidden = node.parentId !== null && (hidden.has(node.parentId) || closed.has(node.parentId));
    if (isHidden) {
      hidden.add(node.id);
      continue;
    }
    const siblings = childrenOf.get(node.parentId) ?? [];
    const hasChildren = childrenOf.has(node.id);
    rows.push({
      node,
      hasChildren,
      isOpen: !closed.has(node.id),
      place: siblings.indexOf(node) + 1,
      siblings: siblings.length,
    });
  }
  return rows;
}

/** What a key does in the tree: another row to stand on, or a node to open or close. */
export type TreeStep = { readonly kind: "go"; readonly id: number } | { readonly kind: "toggle"; readonly id: number };

/** The step of a key from the row of `id`, as trees do it everywhere; null when the key means nothing here. */
export function treeStep(rows: readonly TreeRow[], id: number, key: string): TreeStep | null {
  const at = rows.findIndex((row) => row.node.id === id);
  const row = rows[at];
  if (!row) return null;
  const go = (to: TreeRow | undefined): TreeStep | null => (to ? { kind: "go", id: to.node.id } : null);
  if (key === "ArrowDown") return go(rows[at + 1]);
  if (key === "ArrowUp") return go(rows[at - 1]);
  if (key === "Home") return go(rows[0]);
  if (key === "End") return go(rows.at(-1));
  if (key === "ArrowRight")
    return row.hasChildren && !row.isOpen ? { kind: "toggle", id } : row.hasChildren ? go(rows[at + 1]) : null;
  if (key !== "ArrowLeft") return null;
  if (row.hasChildren && row.isOpen) return { kind: "toggle", id };
  return go(rows.find((other) => other.node.id === row.node.parentId));
}
