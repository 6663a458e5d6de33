import type { Payment } from "../model.ts";
import { isInitPlan, type TreeNode } from "../reading/tree.ts";
import { cteNameOf, findConsumers, findCteScans } from "./consumers.ts";

/** Who may pay for an InitPlan or CTE; found once, used for time and for every counter. */
export interface Debt {
  readonly initPlan: TreeNode;
  readonly kind: "initPlan" | "cte";
  readonly payers: readonly TreeNode[];
}

/** One measure split over the nodes: the sum of `exclusive` minus `outside` is the root's inclusive value. */
export interface Split {
  readonly exclusive: ReadonlyMap<number, number>;
  readonly payments: ReadonlyMap<number, readonly Payment[]>;
  readonly outside: number;
}

/** The InitPlans in the order in which they are paid: plain ones first, because CTE shares follow from what is left. */
export function findDebts(nodes: readonly TreeNode[]): readonly Debt[] {
  const initPlans = nodes.filter((node) => isInitPlan(node) && node.parent !== null);
  const plain = initPlans.filter((node) => cteNameOf(node) === null);
  const ctes = initPlans.filter((node) => cteNameOf(node) !== null);
  return [
    ...plain.map((node): Debt => ({ initPlan: node, kind: "initPlan", payers: findConsumers(node, nodes) })),
    ...ctes.map((node): Debt => ({ initPlan: node, kind: "cte", payers: findCteScans(node, nodes) })),
  ];
}

/**
 * Splits an inclusive measure (time, or any counter) into what each node did itself. Children count in their parent;
 * an InitPlan counts in its consumer (the one with most left), a CTE in its scans in proportion to what they have left.
 * A CTE that nobody scans ran after the root: its value is `outside`.
 */
export function splitMeasure(
  nodes: readonly TreeNode[],
  debts: readonly Debt[],
  inclusiveOf: (node: TreeNode) => number,
): Split {
  const exclusive = new Map<number, number>();
  for (const node of nodes) {
    const below = node.children.reduce((sum, child) => (isInitPlan(child) ? sum : sum + inclusiveOf(child)), 0);
    exclusive.set(node.id, inclusiveOf(node) - below);
  }
  const payments = new Map<number, readonly Payment[]>();
  let outside = 0;
  for (const debt of debts) {
    const paid = settle(debt, inclusiveOf(debt.initPlan), exclusive);
    for (const { nodeId, ms } of paid) exclusive.set(nodeId, (exclusive.get(nodeId) ?? 0) - ms);
    if (paid.length === 0) outside += inclusiveOf(debt.initPlan);
    payments.set(debt.initPlan.id, paid);
  }
  return { exclusive, payments, outside };
}

function settle(debt: Debt, amount: number, exclusive: ReadonlyMap<number, number>): readonly Payment[] {
  const left = (node: TreeNode) => exclusive.get(node.id) ?? 0;
  const [first, ...others] = debt.payers;
  if (first === undefined) return [];
  if (debt.kind === "initPlan") {
    const payer = others.reduce((most, node) => (left(node) > left(most) ? node : most), first);
    return [{ nodeId: payer.id, ms: amount }];
  }
  const weights = debt.payers.map((node) => Math.max(0, left(node)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return debt.payers.map((node, place) => ({
    nodeId: node.id,
    ms: amount * (sum > 0 ? (weights[place] ?? 0) / sum : 1 / debt.payers.length),
  }));
}
