import type { Plan, PlanNode } from "../model.ts";
import type { NodePair } from "./match-nodes.ts";
import { roleOf } from "./node-roles.ts";
import { nodeKind } from "./node-title.ts";

/** One difference between the shapes of two plans. Names stand as the server gave them. */
export interface ShapeChange {
  /** `access`: how a relation is read; `join`: how two are joined; `order`: in which order; `step`: a node that came, went or changed. */
  readonly kind: "access" | "join" | "order" | "step";
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
  /** A node to look at, of the later plan; null when it is gone. */
  readonly nodeId: number | null;
}

/** What the planner did differently: access paths, join methods, join order, steps that came or went. */
export function findShapeChanges(before: Plan, after: Plan, pairs: readonly NodePair[]): readonly ShapeChange[] {
  return [...joinOrderChange(before, after), ...pairs.flatMap(changeOfPair)];
}

function changeOfPair({ before, after }: NodePair): readonly ShapeChange[] {
  const node = after ?? before;
  if (node === null) return [];
  const was = before === null ? null : wayOf(before);
  const is = after === null ? null : wayOf(after);
  if (was === is || !tells(node, was === null || is === null)) return [];
  return [{ kind: kindOf(node), subject: subjectOf(node), before: was, after: is, nodeId: after?.id ?? null }];
}

function wayOf(node: PlanNode): string {
  const { properties, index } = node;
  const using = index === undefined ? "" : ` using ${index}`;
  const direction = properties["Scan Direction"] === "Backward" ? ", backward" : "";
  const workers = properties["Workers Launched"];
  const count = typeof workers === "number" ? `, ${workers} workers` : "";
  return `${nodeKind(node)}${using}${direction}${count}`;
}

/** Bitmaps and hashes come and go with the scan or join above them, which is told already. */
function tells(node: PlanNode, isOneSided: boolean): boolean {
  return !isOneSided || !["Bitmap Index Scan", "BitmapAnd", "BitmapOr", "Hash"].includes(node.nodeType);
}

function kindOf(node: PlanNode): ShapeChange["kind"] {
  const role = roleOf(node);
  return role === "scan" ? "access" : role === "join" ? "join" : "step";
}

function subjectOf(node: PlanNode): string {
  if (node.relation !== undefined) return node.relation;
  const keys = node.properties["Sort Key"] ?? node.properties["Group Key"];
  if (Array.isArray(keys))
    return `by ${keys.map((key) => (typeof key === "string" ? key : JSON.stringify(key))).join(", ")}`;
  const condition = ["Hash Cond", "Merge Cond", "Join Filter"].map((key) => node.properties[key]).find((one) => one);
  return typeof condition === "string" ? condition : (node.alias ?? node.subplanName ?? "");
}

function joinOrderChange(before: Plan, after: Plan): readonly ShapeChange[] {
  const [was, is] = [joinOrderOf(before), joinOrderOf(after)];
  return was === is || was === "" || is === ""
    ? []
    : [{ kind: "order", subject: "", before: was, after: is, nodeId: null }];
}

/**
 * The joins as one expression of aliases: `((e ⋈ r) ⋈ d)`. The two sides of a join stand in alphabetical order, because
 * which one is hashed is no question of order. Empty for a plan without joins.
 */
export function joinOrderOf(plan: Plan): string {
  const below = new Map<number, string[]>();
  let hasJoin = false;
  for (const node of plan.nodes.toReversed()) {
    const parts = (below.get(node.id) ?? []).toReversed();
    below.delete(node.id);
    const isJoin = roleOf(node) === "join" && parts.length > 1;
    hasJoin ||= isJoin;
    const own = isJoin ? [`(${parts.toSorted().join(" ⋈ ")})`] : parts.length > 0 ? parts : leafOf(node);
    // Subqueries of a node are no part of the order in which its relations are joined.
    if (node.parentId === null || node.relationship === "InitPlan" || node.relationship === "SubPlan") {
      if (node.parentId === null) return hasJoin ? own.join(", ") : "";
      continue;
    }
    const list = below.get(node.parentId);
    if (list) list.push(...own.toReversed());
    else below.set(node.parentId, own.toReversed());
  }
  return "";
}

function leafOf({ alias, relation }: PlanNode): string[] {
  const name = alias ?? relation;
  return name === undefined ? [] : [name];
}
