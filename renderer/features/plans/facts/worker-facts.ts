import { isJsonObject, type JsonObject } from "../../../../shared/plans/json/exact-json.ts";
import type { PlanNode } from "../../../../shared/plans/model.ts";
import { textOfValue } from "./fact.ts";

/** What one process did of a node. `ms` is its time over all its loops; null where the run was not timed. */
export interface ProcessShare {
  readonly name: string;
  readonly ms: number | null;
  readonly rows: number | null;
  readonly loops: number;
  /** What else the server said of it: sort, buffers, JIT. */
  readonly more: string;
}

const told: ReadonlySet<string> = new Set([
  "Worker Number",
  "Actual Startup Time",
  "Actual Total Time",
  "Actual Rows",
  "Actual Loops",
]);

/**
 * The processes that shared a node's work, the leader first: its part is what the workers leave of the node's totals. Empty
 * where the server did not say (without VERBOSE, or outside a Gather).
 */
export function processShares(node: PlanNode): readonly ProcessShare[] {
  const { Workers: workers } = node.properties;
  if (!Array.isArray(workers)) return [];
  const shares = workers
    .filter(isJsonObject)
    .filter((worker) => numberIn(worker, "Actual Loops") !== null)
    .map(shareOf);
  if (shares.length === 0) return [];
  const sum = (value: (share: ProcessShare) => number | null) =>
    shares.reduce((total, share) => total + (value(share) ?? 0), 0);
  const leaderLoops = (node.loops ?? 0) - sum(({ loops }) => loops);
  if (leaderLoops <= 0) return shares;
  const leader: ProcessShare = {
    name: "Leader",
    ms: node.workMs === null ? null : Math.max(0, node.workMs - sum(({ ms }) => ms)),
    rows: node.rows === null ? null : Math.max(0, node.rows - sum(({ rows }) => rows)),
    loops: leaderLoops,
    more: "",
  };
  return [leader, ...shares];
}

function shareOf(worker: JsonObject): ProcessShare {
  const loops = numberIn(worker, "Actual Loops") ?? 0;
  const perLoop = numberIn(worker, "Actual Total Time");
  const rowsPerLoop = numberIn(worker, "Actual Rows");
  const more = Object.entries(worker).filter(([key, value]) => !told.has(key) && value !== 0);
  return {
    name: `Worker ${textOfValue(worker["Worker Number"] ?? "")}`,
    ms: perLoop === null ? null : perLoop * loops,
    rows: rowsPerLoop === null ? null : Math.round(rowsPerLoop * loops),
    loops,
    more: more.map(([key, value]) => `${key}: ${textOfValue(value)}`).join(", "),
  };
}

function numberIn(object: JsonObject, key: string): number | null {
  const value = object[key];
  return typeof value === "number" ? value : null;
}
