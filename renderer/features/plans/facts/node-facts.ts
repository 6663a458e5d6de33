import type { PlanNode } from "../../../../shared/plans/model.ts";
import { counterKeys } from "../../../../shared/plans/reading/counters.ts";
import { formatBytes, formatCount, formatMs, formatPercent } from "../../../ui/display/format.ts";
import { isNoticed, overlapMs, roundingMs } from "../rules/certainty.ts";
import { estimatedTotal, estimateFactor } from "../rules/describe-node.ts";
import { counterFacts, ownBufferFacts } from "./counter-facts.ts";
import { type Fact, type FactGroup, groupOf, textOfValue } from "./fact.ts";

const conditionKeys = [
  "Index Cond",
  "Hash Cond",
  "Merge Cond",
  "TID Cond",
  "Join Filter",
  "Recheck Cond",
  "Filter",
  "One-Time Filter",
  "Run Condition",
  "Order By",
  "Conflict Filter",
];

const keyKeys = [
  "Sort Key",
  "Presorted Key",
  "Group Key",
  "Grouping Sets",
  "Hash Key",
  "Hash Keys",
  "Group Keys",
  "Cache Key",
  "Window",
  "Function Call",
  "Table Function Call",
  "Remote SQL",
  "Conflict Arbiter Indexes",
  "Output",
];

/** Printed with their unit; the server gives memory in kB. */
const kilobyteKeys: ReadonlySet<string> = new Set([
  "Sort Space Used",
  "Peak Memory Usage",
  "Disk Usage",
  "Maximum Storage",
]);

const memoryKeys = [
  "Sort Method",
  "Sort Space Type",
  "Sort Space Used",
  "Full-sort Groups",
  "Pre-sorted Groups",
  "Hash Buckets",
  "Original Hash Buckets",
  "Hash Batches",
  "Original Hash Batches",
  "Planned Partitions",
  "HashAgg Batches",
  "Peak Memory Usage",
  "Disk Usage",
  "Cache Mode",
  "Cache Hits",
  "Cache Misses",
  "Cache Evictions",
  "Cache Overflows",
  "Storage",
  "Maximum Storage",
  "Exact Heap Blocks",
  "Lossy Heap Blocks",
  "Heap Fetches",
  "Index Searches",
  "Workers Planned",
  "Workers Launched",
  "Subplans Removed",
];

const plannerKeys = [
  "Startup Cost",
  "Total Cost",
  "Plan Rows",
  "Plan Width",
  "Parallel Aware",
  "Async Capable",
  "Disabled",
];

/** Told elsewhere: in the title, the first facts, the counters or the table of workers. */
const toldKeys: ReadonlySet<string> = new Set([
  "Node Type",
  "Relation Name",
  "Schema",
  "Alias",
  "Actual Rows",
  "Actual Loops",
  "Actual Total Time",
  "Actual Startup Time",
  "Rows Removed by Filter",
  "Rows Removed by Join Filter",
  "Rows Removed by Index Recheck",
  "Workers",
  "Join Type",
  "Parent Relationship",
  ...conditionKeys,
  ...keyKeys,
  ...memoryKeys,
  ...plannerKeys,
  ...Object.keys(counterKeys),
]);

/** What is said of a node first: its time, its rows, its conditions, its buffers. */
export function firstFacts(node: PlanNode, totalMs: number | null): readonly Fact[] {
  return [
    ...timeFacts(node, totalMs),
    ...rowFacts(node),
    ...listed(node, conditionKeys, true),
    ...ownBufferFacts(node),
  ];
}

/** Everything else that the server said of a node, in groups; no key is left out. */
export function moreFacts(node: PlanNode): readonly FactGroup[] {
  const other = Object.keys(node.properties).filter((key) => !toldKeys.has(key));
  return [
    ...groupOf("Keys and output", listed(node, keyKeys, true)),
    ...groupOf("Memory and structures", listed(node, memoryKeys, false)),
    ...groupOf("Buffers, I/O and WAL", counterFacts(node)),
    ...groupOf("What the planner expected", listed(node, plannerKeys, false)),
    ...groupOf("Further properties", listed(node, other, false)),
  ];
}

function timeFacts(node: PlanNode, totalMs: number | null): readonly Fact[] {
  const { exclusiveMs, inclusiveMs, workMs, divisor } = node;
  if (node.loops === 0) return [{ key: "Executed", text: "never" }];
  const loops = node.loops !== null && node.loops > 1 ? [{ key: "Loops", text: formatCount(node.loops) }] : [];
  if (exclusiveMs === null || inclusiveMs === null) {
    const cost = node.estimatedCost === null ? "–" : node.estimatedCost.toFixed(2);
    return [node.loops === null ? { key: "Cost", text: cost } : { key: "Time", text: "not measured" }, ...loops];
  }
  const own = Math.max(0, exclusiveMs);
  const rounding = roundingMs(node);
  const share = totalMs ? { note: `${formatPercent(own / totalMs)} of the run` } : {};
  const about = isNoticed(rounding, inclusiveMs) ? ` ± ${formatMs(rounding)} by rounding` : "";
  const processes = Number.isInteger(divisor) ? String(divisor) : divisor.toFixed(1);
  const overlap = overlapMs(node);
  const startup = node.properties["Actual Startup Time"];
  return [
    { key: "Exclusive", text: formatMs(own), ...share },
    { key: divisor > 1 ? "Wall share" : "Inclusive", text: `${formatMs(inclusiveMs)}${about}` },
    ...(divisor > 1 && workMs !== null ? [{ key: "Work", text: `${formatMs(workMs)} by ${processes} processes` }] : []),
    ...(typeof startup === "number" && startup >= 0.1
      ? [{ key: "First row", text: `after ${formatMs(startup)} of each loop` }]
      : []),
    ...(overlap > 0
      ? [{ key: "Overlap", text: `${formatMs(overlap)} of its workers' time, while the leader did other work` }]
      : []),
    ...loops,
  ];
}

function rowFacts(node: PlanNode): readonly Fact[] {
  const estimate = `${formatCount(Math.round(estimatedTotal(node)))} rows`;
  if (node.rows === null || node.loops === 0) return [{ key: "Estimate", text: estimate }];
  const about = node.isRowsRounded ? "~" : "";
  const removed = (key: string) => {
    const perLoop = node.properties[key];
    return typeof perLoop === "number" ? Math.round(perLoop * (node.loops ?? 1)) : 0;
  };
  const filtered = removed("Rows Removed by Filter");
  const joined = removed("Rows Removed by Join Filter");
  const rechecked = removed("Rows Removed by Index Recheck");
  const factor = estimateFactor(node);
  const off = factor >= 2 ? `, ${factor < 10 ? factor.toFixed(1) : formatCount(Math.round(factor))} times off` : "";
  return [
    {
      key: "Rows",
      text: `${about}${formatCount(node.rows)}${filtered > 0 ? ` kept, ${about}${formatCount(filtered)} removed` : ""}`,
    },
    ...(joined > 0 ? [{ key: "By the join", text: `${about}${formatCount(joined)} removed` }] : []),
    ...(rechecked > 0 ? [{ key: "By recheck", text: `${about}${formatCount(rechecked)} removed` }] : []),
    { key: "Estimate", text: `${estimate}${off}` },
  ];
}

function listed(node: PlanNode, keys: readonly string[], isSql: boolean): readonly Fact[] {
  return keys.flatMap((key): readonly Fact[] => {
    const value = node.properties[key];
    if (value === undefined || value === null || value === "") return [];
    if (kilobyteKeys.has(key) && typeof value === "number") return [{ key, text: formatBytes(value * 1024) }];
    const text = typeof value === "number" && !isSql ? formatCount(value) : textOfValue(value);
    return [{ key, text, ...(isSql ? { isSql: true } : {}) }];
  });
}
