import type { Plan, PlanNode } from "../model.ts";
import { type NodeRole, rolesOf } from "./node-roles.ts";

/** Nodes of two plans that do the same part of the work; null where only one plan has it. */
export type NodePair =
  | { readonly before: PlanNode; readonly after: PlanNode }
  | { readonly before: PlanNode; readonly after: null }
  | { readonly before: null; readonly after: PlanNode };

/**
 * Pairs the nodes of two plans by relation, alias and role, never by place: a scan that became an index scan, or a join
 * that moved, is the same part of the work. What reads the same is paired first, then what reads the same relation under
 * another alias, then what reads mostly the same. In the order of the later plan; what is gone follows where it stood.
 */
export function matchNodes(before: Plan, after: Plan): readonly NodePair[] {
  const earlier = rolesOf(before);
  const later = rolesOf(after);
  const matched = new Map<number, PlanNode>();
  const waiting = new Set(before.nodes);
  for (const keyOf of [exactKey, readsKey, relationKey]) pairByKey(after, keyOf, { earlier, later, matched, waiting });
  pairByOverlap(after, { earlier, later, matched, waiting });
  const pairs: NodePair[] = [];
  const gone = new Map<number, PlanNode[]>();
  for (const node of waiting) {
    const list = gone.get(node.parentId ?? 0);
    if (list) list.push(node);
    else gone.set(node.parentId ?? 0, [node]);
  }
  const addGone = (parentId: number) => {
    const left = [...(gone.get(parentId) ?? [])];
    gone.delete(parentId);
    for (let node = left.shift(); node !== undefined; node = left.shift()) {
      pairs.push({ before: node, after: null });
      left.unshift(...(gone.get(node.id) ?? []));
      gone.delete(node.id);
    }
  };
  addGone(0);
  for (const node of after.nodes) {
    const partner = matched.get(node.id);
    pairs.push(partner === undefined ? { before: null, after: node } : { before: partner, after: node });
    if (partner) addGone(partner.id);
  }
  for (const parentId of [...gone.keys()]) addGone(parentId);
  return pairs;
}

interface Matching {
  readonly earlier: ReadonlyMap<number, NodeRole>;
  readonly later: ReadonlyMap<number, NodeRole>;
  /** Id in the later plan -> its partner in the earlier one. */
  readonly matched: Map<number, PlanNode>;
  /** Nodes of the earlier plan that have no partner yet. */
  readonly waiting: Set<PlanNode>;
}

type KeyOf = (node: PlanNode, role: NodeRole) => string | null;

const exactKey: KeyOf = (node, { role, reads, subject }) =>
  JSON.stringify([role, subject, reads, node.subplanName, node.index ?? null, node.nodeType]);
const readsKey: KeyOf = (node, { role, reads, subject }) =>
  reads.length === 0 && subject === null && role === "bitmap"
    ? null
    : JSON.stringify([role, subject, reads, isInit(node)]);
const relationKey: KeyOf = (node, { role }) =>
  node.relation === undefined ? null : JSON.stringify([role, node.schema ?? null, node.relation]);

function isInit(node: PlanNode): boolean {
  return node.relationship === "InitPlan";
}

function pairByKey(after: Plan, keyOf: KeyOf, { earlier, later, matched, waiting }: Matching): void {
  const byKey = new Map<string, PlanNode[]>();
  for (const node of waiting) {
    const role = earlier.get(node.id);
    const key = role ? keyOf(node, role) : null;
    if (key === null) continue;
    const list = byKey.get(key);
    if (list) list.push(node);
    else byKey.set(key, [node]);
  }
  for (const node of after.nodes) {
    const role = later.get(node.id);
    if (!role || matched.has(node.id)) continue;
    const key = keyOf(node, role);
    const partner = key === null ? undefined : byKey.get(key)?.shift();
    if (!partner) continue;
    matched.set(node.id, partner);
    waiting.delete(partner);
  }
}

/** The rest: the same role over mostly the same relations. Bounded, because it looks at every two of them. */
const maxPairsLookedAt = 250_000;
/** Two joins of two tables that have one in common. */
const minOverlap = 1 / 3;

function pairByOverlap(after: Plan, { earlier, later, matched, waiting }: Matching): void {
  const left = after.nodes.filter((node) => !matched.has(node.id));
  if (left.length * waiting.size > maxPairsLookedAt) return;
  for (const node of left) {
    const role = later.get(node.id);
    if (!role || role.subject !== null) continue;
    let best: { readonly node: PlanNode; readonly share: number } | null = null;
    for (const candidate of waiting) {
      const other = earlier.get(candidate.id);
      if (!other || other.role !== role.role || other.subject !== null) continue;
      const share = overlap(role.reads, other.reads);
      if (share >= minOverlap && share > (best?.share ?? 0)) best = { node: candidate, share };
    }
    if (!best) continue;
    matched.set(node.id, best.node);
    waiting.delete(best.node);
  }
}

function overlap(left: readonly string[], right: readonly string[]): number {
  const known = new Set(left);
  const both = right.filter((name) => known.has(name)).length;
  return left.length + right.length === 0 ? 0 : both / (left.length + right.length - both);
}
