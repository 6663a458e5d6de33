import { scanFigures } from "../../advice/scan-figures.ts";
import type { Plan, PlanNode } from "../../model.ts";
import { nodeRule } from "../node-rule.ts";
import { count, nameNode, percent, textOf } from "../subject.ts";

const minFactor = 10;
const minDifference = 1000;
const minRemovedShare = 0.9;
const minRead = 10_000;
const conditions = ["Filter", "Index Cond", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter"];

/** A prepared statement's plan for any value, met by a value that it does not suit. */
export const genericPlan = nodeRule("generic-plan", (subject, node) => {
  const parameter = openParameter(subject.plan, node);
  if (parameter === null) return null;
  const met = Math.max(1, (node.rows ?? 0) / Math.max(1, node.loops ?? 0));
  const planned = Math.max(1, node.estimatedRows);
  const factor = Math.max(met / planned, planned / met);
  const { read, removedShare } = scanFigures(node);
  const isOff = factor >= minFactor && Math.abs(met - planned) * (node.loops ?? 0) >= minDifference;
  const isWasteful = read >= minRead && removedShare >= minRemovedShare && node.nodeType === "Seq Scan";
  if (!isOff && !isWasteful) return null;
  const why = isOff
    ? `it was planned for ${count(planned)} rows and met ${count(met)}`
    : `it removes ${percent(removedShare)} of ${count(read)} rows`;
  return {
    message: `The plan is one for any value of ${parameter}: in ${nameNode(node)} ${why}. A plan for the value itself may differ: compare it with the estimate of the statement with its value.`,
    evidence: { parameter, rowsMet: met, rowsPlanned: planned, rowsRead: read },
    fix: {
      title: "Plan for the values, in this session",
      sql: "SET plan_cache_mode = force_custom_plan;",
      transactional: true,
    },
    savedMs: null,
  };
});

/** `$1` in a condition that is no value of an InitPlan, which is printed the same way until 16. */
function openParameter(plan: Plan, node: PlanNode): string | null {
  const texts = conditions.map((key) => textOf(node, key).replace(/'(?:[^']|'')*'/g, ""));
  const found = texts.flatMap((text) => [...text.matchAll(/\$\d+/g)].map(([name]) => name));
  // Most nodes have none; the whole plan is looked through for those that do.
  if (found.length === 0) return null;
  const returned = new Set(
    plan.nodes.flatMap(({ subplanName }) =>
      [...(/\(returns ([^)]*)\)/.exec(subplanName ?? "")?.[1] ?? "").matchAll(/\$\d+/g)].map(([name]) => name),
    ),
  );
  return found.find((name) => name !== "$0" && !returned.has(name)) ?? null;
}
