import { nodeTitle } from "../../../../shared/plans/comparing/node-title.ts";
import type { Plan, PlanNode } from "../../../../shared/plans/model.ts";
import { nodeRemark } from "../rules/describe-node.ts";

/** A row of the tree. */
export interface TreeRow {
  readonly node: PlanNode;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  /** Place among its siblings, from 1, and how many they are. */
  readonly place: number;
  readonly siblings: number;
  /** Shown only because something below it was looked for. */
  readonly isContext: boolean;
}

/** The rows that show: nodes in pre-order without those below a closed one. With `found` those, and what leads to them. */
export function treeRows(
  plan: Plan,
  closed: ReadonlySet<number>,
  found: ReadonlySet<number> | null = null,
): readonly TreeRow[] {
  const parents = new Map(plan.nodes.map((node) => [node.id, node.parentId]));
  const wanted = found && withAncestors(found, parents);
  const counts = new Map<number | null, number>();
  for (const { parentId } of plan.nodes) counts.set(parentId, (counts.get(parentId) ?? 0) + 1);
  const places = new Map<number | null, number>();
  const hidden = new Set<number>();
  const rows: TreeRow[] = [];
  for (const node of plan.nodes) {
    const { parentId } = node;
    const place = (places.get(parentId) ?? 0) + 1;
    places.set(parentId, place);
    const isHidden = wanted
      ? !wanted.has(node.id)
      : parentId !== null && (hidden.has(parentId) || closed.has(parentId));
    if (isHidden) {
      hidden.add(node.id);
      continue;
    }
    rows.push({
      node,
      hasChildren: counts.has(node.id),
      isOpen: wanted !== null || !closed.has(node.id),
      place,
      siblings: counts.get(parentId) ?? 1,
      isContext: found !== null && !found.has(node.id),
    });
  }
  return rows;
}

/** Nodes whose name, relation, alias, index or condition holds a text, whatever its case; null when nothing is looked for. */
export function findNodes(plan: Plan, text: string): ReadonlySet<number> | null {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return null;
  const holds = (node: PlanNode) =>
    `${nodeTitle(node)} ${node.alias ?? ""} ${node.schema ?? ""}.${node.relation ?? ""} ${nodeRemark(node)}`
      .toLowerCase()
      .includes(wanted);
  return new Set(plan.nodes.filter(holds).map(({ id }) => id));
}

/** Above this many nodes what hardly took part is closed at first. */
const manyNodes = 300;
const hardlyShare = 0.01;

/** What is closed when a plan is shown first: in a large one the branches below 1 % of the root's time (or cost). */
export function closedAtFirst(plan: Plan): ReadonlySet<number> {
  if (plan.nodes.length <= manyNodes) return new Set();
  const measure = ({ inclusiveMs, estimatedCost }: PlanNode) =>
    inclusiveMs ?? (plan.isAnalyzed ? 0 : estimatedCost) ?? 0;
  const whole = plan.nodes[0] ? measure(plan.nodes[0]) : 0;
  return new Set(plan.nodes.filter((node) => node.id !== 1 && measure(node) < whole * hardlyShare).map(({ id }) => id));
}

/** The nodes above one, nearest first. */
export function ancestorsOf(plan: Plan, id: number): readonly number[] {
  const parents = new Map(plan.nodes.map((node) => [node.id, node.parentId]));
  const above: number[] = [];
  for (let at = parents.get(id); at != null; at = parents.get(at)) above.push(at);
  return above;
}

/** The node with the most own time: where to look first. Null for an estimate. */
export function slowestOf(plan: Plan): number | null {
  const most = plan.nodes.reduce<PlanNode | null>(
    (best, node) => ((node.exclusiveMs ?? 0) > (best?.exclusiveMs ?? 0) ? node : best),
    null,
  );
  return most?.id ?? null;
}

function withAncestors(ids: ReadonlySet<number>, parents: ReadonlyMap<number, number | null>): ReadonlySet<number> {
  const all = new Set<number>();
  for (const id of ids)
    for (let at: number | null | undefined = id; at != null && !all.has(at); at = parents.get(at)) all.add(at);
  return all;
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
  if (key === "Enter") return row.hasChildren ? { kind: "toggle", id } : null;
  if (key === "ArrowRight")
    return row.hasChildren && !row.isOpen ? { kind: "toggle", id } : row.hasChildren ? go(rows[at + 1]) : null;
  if (key !== "ArrowLeft") return null;
  if (row.hasChildren && row.isOpen) return { kind: "toggle", id };
  return go(rows.find((other) => other.node.id === row.node.parentId));
}
