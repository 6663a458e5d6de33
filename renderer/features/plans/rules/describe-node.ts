import type { JsonValue } from "../../../../shared/plans/json/exact-json.ts";
import type { PlanNode } from "../../../../shared/plans/model.ts";
import { formatBytes, formatCount } from "../../../ui/display/format.ts";

/** What tells this node apart, short: the condition, the keys, the memory. */
export function nodeRemark(node: PlanNode): string {
  const { properties } = node;
  const parts = [
    subplanWord(node),
    node.alias !== undefined && node.alias !== node.relation ? node.alias : "",
    node.index === undefined ? "" : `using ${node.index}`,
    joined(properties["Sort Key"]),
    joined(properties["Group Key"]),
    condition(properties["Hash Cond"] ?? properties["Merge Cond"] ?? properties["Join Filter"]),
    condition(properties["Index Cond"]),
    condition(properties.Filter),
    memoryWord(node),
    workersWord(node),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function subplanWord({ subplanName }: PlanNode): string {
  return subplanName ?? "";
}

function joined(value: JsonValue | undefined): string {
  if (!Array.isArray(value)) return "";
  return `by ${value.map((item) => (typeof item === "string" ? item : JSON.stringify(item))).join(", ")}`;
}

/** Without the parentheses around the whole and without casts of constants, which only lengthen it. */
function condition(value: JsonValue | undefined): string {
  if (typeof value !== "string") return "";
  return value.replace(/^\(([^()]*)\)$/, "$1").replace(/('(?:[^']|'')*')::[a-z_ ]+(?=[\s),]|$)/g, "$1");
}

function memoryWord({ nodeType, properties }: PlanNode): string {
  const number = (key: string) => (typeof properties[key] === "number" ? properties[key] : null);
  if (nodeType === "Sort") {
    const method = properties["Sort Method"];
    const kilobytes = number("Sort Space Used");
    const where = properties["Sort Space Type"] === "Disk" ? " on disk" : "";
    return typeof method === "string" && kilobytes !== null
      ? `${method}, ${formatBytes(kilobytes * 1024)}${where}`
      : "";
  }
  const batches = number("Hash Batches") ?? number("HashAgg Batches");
  const peak = number("Peak Memory Usage");
  if (batches === null || peak === null) return "";
  const disk = number("Disk Usage");
  return `${formatCount(batches)} ${batches === 1 ? "batch" : "batches"}, ${formatBytes(peak * 1024)}${disk ? `, ${formatBytes(disk * 1024)} on disk` : ""}`;
}

function workersWord({ properties }: PlanNode): string {
  const launched = properties["Workers Launched"];
  const planned = properties["Workers Planned"];
  if (typeof launched !== "number") return "";
  return launched === planned ? `${launched} workers` : `${launched} of ${String(planned)} workers`;
}

/** The planner's rows over all loops, to stand beside the real ones; per loop for an estimate. */
export function estimatedTotal(node: PlanNode): number {
  return node.estimatedRows * Math.max(1, node.loops ?? 1);
}

/** How many times the estimate was off, 1 when right or unknown. */
export function estimateFactor(node: PlanNode): number {
  if (node.rows === null || node.loops === null || node.loops === 0) return 1;
  const actual = Math.max(1, node.rows / node.loops);
  const estimated = Math.max(1, node.estimatedRows);
  return Math.max(actual / estimated, estimated / actual);
}
