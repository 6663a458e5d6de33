import type { FindingFix } from "../../findings/model.ts";
import type { PlanFinding } from "../contract.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../json/exact-json.ts";
import type { Plan, PlanContext, PlanNode, RelationContext } from "../model.ts";
import type { PlanWaits } from "../running/model.ts";

/** What a diagnosis may look at: one plan, the catalog beside it, and ways through the tree. */
export interface PlanSubject {
  readonly plan: Plan;
  readonly context: PlanContext;
  /** What the run waited for; null when nobody looked. */
  readonly waits: PlanWaits | null;
  /** Time of the whole run; null for an estimate. */
  readonly totalMs: number | null;
  readonly childrenOf: (node: PlanNode) => readonly PlanNode[];
  readonly parentOf: (node: PlanNode) => PlanNode | null;
  readonly relationOf: (node: PlanNode) => RelationContext | null;
}

/** One diagnosis: one file, one line in the registry, one test with a near miss. */
export interface PlanRule {
  readonly code: string;
  readonly find: (subject: PlanSubject) => readonly PlanFinding[];
}

/** Makes the subject of one plan. */
export function toPlanSubject(plan: Plan, context: PlanContext, waits: PlanWaits | null = null): PlanSubject {
  const byId = new Map(plan.nodes.map((node) => [node.id, node]));
  const children = new Map<number, PlanNode[]>();
  for (const node of plan.nodes) {
    if (node.parentId === null) continue;
    const siblings = children.get(node.parentId);
    if (siblings) siblings.push(node);
    else children.set(node.parentId, [node]);
  }
  return {
    plan,
    context,
    waits,
    totalMs: plan.isAnalyzed ? (plan.executionMs ?? plan.nodes[0]?.inclusiveMs ?? null) : null,
    childrenOf: (node) => children.get(node.id) ?? [],
    parentOf: (node) => (node.parentId === null ? null : (byId.get(node.parentId) ?? null)),
    relationOf: (node) =>
      context.relations.find((relation) => relation.name === node.relation && relation.schema === node.schema) ?? null,
  };
}

const minShare = 0.05;
const minOwnMs = 5;

/** The gate of every diagnosis about a node: it ran, and it took at least 5 % of the run or 5 ms. */
export function matters({ totalMs }: PlanSubject, node: PlanNode): boolean {
  if (node.loops === null || node.loops === 0 || node.exclusiveMs === null) return false;
  return node.exclusiveMs >= minOwnMs || node.exclusiveMs >= minShare * (totalMs ?? Number.POSITIVE_INFINITY);
}

/** The same gate for a node whose price is paid below it: it and its children took at least 5 % of the run or 5 ms. */
export function mattersWithBelow({ totalMs }: PlanSubject, node: PlanNode): boolean {
  if (node.loops === null || node.loops === 0 || node.inclusiveMs === null) return false;
  return node.inclusiveMs >= minOwnMs || node.inclusiveMs >= minShare * (totalMs ?? Number.POSITIVE_INFINITY);
}

/** Severity by what could be saved: over 40 % of the run is an error, over 10 % a warning. */
export function severityOf({ totalMs }: PlanSubject, savedMs: number): "error" | "warning" | "info" {
  const share = totalMs === null || totalMs === 0 ? 0 : savedMs / totalMs;
  return share >= 0.4 ? "error" : share >= 0.1 ? "warning" : "info";
}

/** `Seq Scan on runs r`, `Sort`. */
export function nameNode(node: PlanNode): string {
  const alias = node.alias === undefined || node.alias === node.relation ? "" : ` ${node.alias}`;
  return node.relation === undefined ? node.nodeType : `${node.nodeType} on ${node.relation}${alias}`;
}

/** A number of a node's properties, times the loops where the server gives an average per loop. */
export function perLoop(node: PlanNode, key: string): number {
  const value = node.properties[key];
  return typeof value === "number" ? value * (node.loops ?? 0) : 0;
}

/** A number of a node's properties that is a total already; 0 when absent. */
export function totalOf(node: PlanNode, key: string): number {
  const value = node.properties[key];
  return typeof value === "number" ? value : 0;
}

/** The properties of a node and of each of its workers: where the node's own figures are the leader's only. */
export function partsOf(node: PlanNode): readonly JsonObject[] {
  const workers = node.properties.Workers;
  return [node.properties, ...(Array.isArray(workers) ? workers.filter(isJsonObject) : [])];
}

/** A number summed over a node and its workers. */
export function sumOfParts(node: PlanNode, key: string): number {
  return partsOf(node).reduce((sum, part) => sum + (typeof part[key] === "number" ? part[key] : 0), 0);
}

/** A text of a node's properties; empty when absent. */
export function textOf(node: PlanNode, key: string): string {
  const value = node.properties[key];
  return typeof value === "string" ? value : "";
}

/** 1234567 as people read it: `1,234,567`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** A share as people read it: `99.8 %`. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value >= 99.95 || value < 0.05 ? Math.round(value) : value.toFixed(1)} %`;
}

/** Kilobytes as people read them: `640 kB`, `11.4 MB`. */
export function kilobytes(value: number): string {
  if (value < 1024) return `${Math.round(value)} kB`;
  return value < 1024 * 1024 ? `${(value / 1024).toFixed(1)} MB` : `${(value / 1024 / 1024).toFixed(1)} GB`;
}

/** The remedy of whatever does not fit into memory, in whole megabytes. */
export function raiseWorkMem(megabytes: number): FindingFix {
  return { title: "Raise work_mem for this session", sql: `SET work_mem = '${megabytes}MB';`, transactional: true };
}

/** A number inside of an object that stands beside the tree (`JIT.Timing`, `Serialization`); 0 when absent. */
export function besideTree(value: JsonValue | undefined, key: string): number {
  const found = isJsonObject(value) ? value[key] : undefined;
  return typeof found === "number" ? found : 0;
}
