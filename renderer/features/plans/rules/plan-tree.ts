import { nodeTitle } from "../../../../shared/plans/comparing/node-title.ts";
import type { Plan, PlanNode } from "../../../../shared/plans/model.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { overlapMs } from "./certainty.ts";
import { outsideParts, type PlanPart } from "./outside-parts.ts";

/** A node as it is drawn: InitPlans and CTEs stand under who paid for them, once. Or a part of the run without a node. */
export interface DrawnNode {
  /** The node's id, or the part's name. */
  readonly key: string;
  readonly subject: PlanNode | PlanPart;
  /** `Seq Scan on runs`, `InitPlan 1: Result`, `Planning`: as it can be shown. Made once, because hundreds are drawn again. */
  readonly title: string;
  readonly children: readonly DrawnNode[];
  /** Own milliseconds (or cost, for an estimate), never negative. */
  readonly own: number;
  /** Its width: `own` and that of everything drawn below. */
  readonly whole: number;
}

/** A run as it is drawn: the tree, beside it what ran after its root, and the parts that no node contains. */
export interface DrawnRun {
  readonly tops: readonly DrawnNode[];
  readonly whole: number;
}

/** Whether something drawn is a node of the tree. */
export function isNode(subject: PlanNode | PlanPart): subject is PlanNode {
  return "nodeType" in subject;
}

function titleOf(node: PlanNode): string {
  const isApart = node.relationship === "InitPlan" && node.subplanName !== null;
  return visibleName(isApart ? `${node.subplanName}: ${nodeTitle(node)}` : nodeTitle(node));
}

/** What is measured: time where the plan was run and timed, else the planner's cost. */
export function measureOf(plan: Plan): "time" | "cost" {
  return plan.nodes[0]?.inclusiveMs == null ? "cost" : "time";
}

/** Draws a run: the root first, then what is paid outside it. No tops for a plan without nodes. */
export function drawRun(plan: Plan): DrawnRun {
  const isTime = measureOf(plan) === "time";
  const parents = drawnParents(plan, isTime);
  const ownCost = isTime ? new Map<number, number>() : costs(plan.nodes);
  const children = new Map<number, DrawnNode[]>();
  const tops: DrawnNode[] = [];
  // Children are drawn before their parents: a payer may come before or after its InitPlan, so depth decides.
  for (const node of deepestFirst(plan.nodes, parents)) {
    const own = Math.max(0, isTime ? (node.exclusiveMs ?? 0) : (ownCost.get(node.id) ?? 0));
    const below = (children.get(node.id) ?? []).toSorted((a, b) => Number(a.key) - Number(b.key));
    const drawn = withChildren(node, own, below);
    const parent = parents.get(node.id);
    const siblings = parent === undefined ? tops : children.get(parent);
    if (siblings) siblings.push(drawn);
    else if (parent !== undefined) children.set(parent, [drawn]);
  }
  tops.sort((a, b) => Number(a.key) - Number(b.key));
  for (const part of outsideParts(plan))
    tops.push({ key: part.name, subject: part, title: part.name, own: part.ms, whole: part.ms, children: [] });
  return { tops, whole: tops.reduce((sum, top) => sum + top.whole, 0) };
}

/**
 * A Gather's workers go on while the leader is elsewhere (in an InitPlan, say): their time is then more than the Gather was
 * waited for. What lies below it is drawn as wide as that wait, or the picture would be wider than the run.
 */
function withChildren(node: PlanNode, own: number, below: readonly DrawnNode[]): DrawnNode {
  const drawn = { key: String(node.id), subject: node, title: titleOf(node), own };
  const sum = below.reduce((total, child) => total + child.whole, 0);
  const waited = Math.max(0, node.inclusiveMs ?? 0);
  if (overlapMs(node) === 0 || sum <= waited) return { ...drawn, children: below, whole: own + sum };
  return { ...drawn, children: below.map((child) => narrowed(child, waited / sum)), whole: waited };
}

function narrowed(drawn: DrawnNode, by: number): DrawnNode {
  return { ...drawn, whole: drawn.whole * by, children: drawn.children.map((child) => narrowed(child, by)) };
}

/** The node under which each node is drawn, by id; the root has none, and what ran after it (a CTE that writes) neither. */
function drawnParents({ nodes }: Plan, isTime: boolean): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  for (const node of nodes) {
    const payer = node.paidBy.toSorted((a, b) => b.ms - a.ms)[0];
    const ranAfterRoot = isTime && node.relationship === "InitPlan" && payer === undefined;
    const parent = ranAfterRoot ? null : (payer?.nodeId ?? node.parentId);
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
