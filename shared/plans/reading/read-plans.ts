import { AppError } from "../../ipc/app-error.ts";
import { findDebts, splitMeasure } from "../computing/exclusive.ts";
import { computeDivisors, workOf } from "../computing/inclusive.ts";
import { isJsonObject, type JsonObject, type JsonValue, readExactJson } from "../json/exact-json.ts";
import type { Plan, PlanNode, PlanTrigger } from "../model.ts";
import { readCounters } from "./counters.ts";
import { toPlanNode } from "./plan-node.ts";
import { flattenTree, numberOf, type TreeNode, textOf } from "./tree.ts";

const knownKeys: ReadonlySet<string> = new Set([
  "Plan",
  "Planning Time",
  "Execution Time",
  "Triggers",
  "JIT",
  "Settings",
  "Query Identifier",
]);

/**
 * Reads the output of EXPLAIN (FORMAT JSON): one plan per statement that the server's rules made of it (none for
 * INSTEAD NOTHING). Throws AppError `invalidInput` for anything else.
 */
export function readPlans(text: string): readonly Plan[] {
  return toPlans(readExactJson(text));
}

/** The plans of EXPLAIN's document, or of one of its elements. Throws AppError `invalidInput` for anything else. */
export function toPlans(document: JsonValue): readonly Plan[] {
  const elements: readonly JsonValue[] = Array.isArray(document) ? document : [document];
  return elements.map((element) => {
    if (isJsonObject(element) && isJsonObject(element.Plan)) return computePlan(element, element.Plan);
    throw new AppError("invalidInput", "This JSON holds no plan.", {
      hint: "Paste the output of EXPLAIN (ANALYZE, FORMAT JSON): an array of objects with the key Plan.",
    });
  });
}

function computePlan(element: JsonObject, root: JsonObject): Plan {
  const tree = flattenTree(root);
  const settings = readSettings(element.Settings);
  const { nodes, outsideMs } = computeNodes(tree, settings.parallel_leader_participation !== "off");
  return {
    nodes,
    isAnalyzed: root["Actual Loops"] !== undefined,
    planningMs: numberOf(element["Planning Time"]),
    executionMs: numberOf(element["Execution Time"]),
    triggers: readTriggers(element.Triggers),
    jit: isJsonObject(element.JIT) ? element.JIT : null,
    settings,
    outsideMs,
    queryId: idText(element["Query Identifier"]),
    properties: Object.fromEntries(Object.entries(element).filter(([key]) => !knownKeys.has(key))),
  };
}

function computeNodes(
  tree: readonly TreeNode[],
  leaderParticipates: boolean,
): { readonly nodes: readonly PlanNode[]; readonly outsideMs: number } {
  const divisors = computeDivisors(tree, leaderParticipates);
  const debts = findDebts(tree);
  const inclusive = (node: TreeNode) => (workOf(node) ?? 0) / (divisors.get(node.id) ?? 1);
  const time = splitMeasure(tree, debts, inclusive);
  const counters = new Map(tree.map((node) => [node.id, readCounters(node.properties)]));
  const names = new Set([...counters.values()].flatMap((values) => Object.keys(values)));
  const splits = [...names].map((name) => ({
    name,
    values: splitMeasure(tree, debts, (node) => counters.get(node.id)?.[name] ?? 0).exclusive,
  }));
  const nodes = tree.map((node) =>
    toPlanNode(node, {
      divisor: divisors.get(node.id) ?? 1,
      inclusiveMs: inclusive(node),
      exclusiveMs: time.exclusive.get(node.id) ?? 0,
      paidBy: time.payments.get(node.id) ?? [],
      buffers: counters.get(node.id) ?? {},
      exclusiveBuffers: Object.fromEntries(splits.map(({ name, values }) => [name, values.get(node.id) ?? 0])),
    }),
  );
  return { nodes, outsideMs: time.outside };
}

function readSettings(value: JsonValue | undefined): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, setting]) => [name, String(setting)]));
}

function readTriggers(value: JsonValue | undefined): readonly PlanTrigger[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isJsonObject).map((trigger) => ({
    name: textOf(trigger["Trigger Name"]) ?? textOf(trigger["Constraint Name"]) ?? "trigger",
    constraint: textOf(trigger["Constraint Name"]),
    relation: textOf(trigger.Relation),
    ms: numberOf(trigger.Time),
    calls: numberOf(trigger.Calls) ?? 0,
  }));
}

function idText(value: JsonValue | undefined): string | null {
  return typeof value === "number" || typeof value === "string" ? String(value) : null;
}
