import type { Plan, PlanNode } from "../../../../shared/plans/model.ts";

/** A plan as it is drawn: InitPlans and CTEs stand under who paid for them, once. */
export interface DrawnNode {
  readonly node: PlanNode;
  readonly children: readonly DrawnNode[];
  /** Own milliseconds (or cost, for an estimate), never negative. */
  readonly own: number;
  /** `own` and that of everything drawn below. */
  readonly whole: number;
}

/** What is measured: time where the plan was run and timed, else the planner's cost. */
export function measureOf(plan: Plan): "time" | "cost" {
  return plan.nodes[0]?.inclusiveMs == null ? "cost" : "time";
}

/** The drawn tree of a plan; null for a plan without nodes. */
export function drawPlan(plan: Plan): DrawnNode | null {
  const root = plan.nodes[0];
  if (!root) return null;
  const parents = drawnParents(plan);
  const ownCost = costs(plan.nodes);
  const isTime = measureOf(plan) === "time";
  const children = new Map<number, DrawnNode[]>();
  let drawn: DrawnNode | null = null;
  // Children are drawn before their parents: a payer may come before or after its InitPlan, so depth decides.
  for (const node of deepestFirst(plan.nodes, parents)) {
    const own = Math.max(0, isTime ? (node.exclusiveMs ?? 0) : (ownCost.get(node.id) ?? 0));
    const below = (children.get(node.id) ?? []).toSorted((a, b) => a.node.id - b.node.id);
    drawn = { node, own, children: below, whole: below.reduce((sum, child) => sum + child.whole, own) };
    const parent = parents.get(node.id);
    if (parent === undefined) continue;
    const siblings = children.get(parent);
    if (siblings) siblings.push(drawn);
    else children.set(parent, [drawn]);
  }
  return drawn;
}

/** The node under which each node is drawn, by id; the root has none. */
function drawnParents({ nodes }: Plan): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  for (const node of nodes) {
    const payer = node.paidBy.toSorted((a, b) => b.ms - a.ms)[0];
    const parent = payer?.nodeId ?? node.parentId;
    if (parent !== null) parents.set(node.id, parent);
  }
  return parents;
}

function deepestFirst(nodes: readonly PlanNode[], parents: ReadonlyMap<number, number>): readonly PlanNode[] {
  const depths = new Map<number, number>();
  for (const { id } of nodes) {
    const path: number[] = [];
    let at: number | undefined = id;
    while (at !== undefined && !depths.has(at) && !path.includes(at)) {
      path.push(at);
      at = parents.get(at);
    }
    let depth = at === undefined ? -1 : (depths.get(at) ?? 0);
    for (const step of path.toReversed()) depths.set(step, ++depth);
  }
  return nodes.toSorted((a, b) => (depths.get(b.id) ?? 0) - (depths.get(a.id) ?? 0));
}

/** The planner's cost of each node without its children's. */
function costs(nodes: readonly PlanNode[]): ReadonlyMap<number, number> {
  const own = new Map(nodes.map((node) => [node.id, node.estimatedCost ?? 0]));
  for (const { parentId, estimatedCost } of nodes)
    if (parentId !== null) own.set(parentId, (own.get(parentId) ?? 0) - (estimatedCost ?? 0));
  return own;
}
