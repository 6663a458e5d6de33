import type { JsonValue } from "../../json/exact-json.ts";
import type { Entries, NodeDraft, PlanDraft } from "./node-draft.ts";

/** What a text shows of how EXPLAIN was asked, for the keys that it leaves out when they are zero or false. */
export interface PlanTraits {
  readonly isAnalyzed: boolean;
  readonly isTimed: boolean;
  readonly hasCosts: boolean;
  readonly isVerbose: boolean;
  /** 18 or later; known of an analyzed plan only. */
  readonly is18: boolean;
  /** Counters that some node has, so that the others had none. */
  readonly counters: readonly string[];
}

const blocks = [
  "Shared Hit Blocks",
  "Shared Read Blocks",
  "Shared Dirtied Blocks",
  "Shared Written Blocks",
  "Local Hit Blocks",
  "Local Read Blocks",
  "Local Dirtied Blocks",
  "Local Written Blocks",
  "Temp Read Blocks",
  "Temp Written Blocks",
];
const times = [/ I\/O (?:Read|Write) Time$/, /^I\/O (?:Read|Write) Time$/];
const log = ["WAL Records", "WAL FPI", "WAL Bytes"];

/** Looks through all nodes of a plan. */
export function findTraits(plan: PlanDraft, drafts: readonly NodeDraft[]): PlanTraits {
  const keys = new Set<string>();
  for (const { entries } of drafts) for (const key of Object.keys(entries)) keys.add(key);
  const is18 = plan.hasDecimalRows || keys.has("Index Searches");
  const found = [...keys];
  return {
    isAnalyzed: plan.isAnalyzed,
    isTimed: keys.has("Actual Total Time"),
    hasCosts: plan.hasCosts,
    isVerbose: keys.has("Output"),
    is18,
    counters: [
      ...(blocks.some((key) => keys.has(key)) ? blocks : []),
      ...found.filter((key) => times.some((pattern) => pattern.test(key))),
      ...(log.some((key) => keys.has(key)) ? [...log, ...(is18 ? ["WAL Buffers Full"] : [])] : []),
    ],
  };
}

/** Adds what EXPLAIN's text leaves out of a node because it is zero, false or the usual. */
export function fillDefaults({ entries, neverExecuted }: NodeDraft, traits: PlanTraits): void {
  if (neverExecuted) {
    if (traits.isTimed) setMissing(entries, { "Actual Startup Time": 0, "Actual Total Time": 0 });
    setMissing(entries, { "Actual Rows": 0, "Actual Loops": 0 });
  }
  if (traits.is18) setMissing(entries, { Disabled: false });
  for (const key of traits.counters) setMissing(entries, { [key]: 0 });
  setMissing(entries, typeDefaults(entries, traits));
  if (traits.isAnalyzed) setMissing(entries, removedRows(entries));
}

function setMissing(entries: Entries, defaults: Entries): void {
  for (const [key, value] of Object.entries(defaults)) entries[key] ??= value;
}

const mergedRows = { "Tuples Inserted": 0, "Tuples Updated": 0, "Tuples Deleted": 0, "Tuples Skipped": 0 };

function typeDefaults(entries: Entries, { isAnalyzed, isVerbose, hasCosts }: PlanTraits): Entries {
  const type = entries["Node Type"];
  if (type === "Gather") return { "Single Copy": false };
  if (type === "Append" || type === "Merge Append") return { "Subplans Removed": 0 };
  if (entries.Operation === "Merge" && isAnalyzed) return mergedRows;
  if (typeof entries["Join Type"] === "string" && isVerbose) return { "Inner Unique": false };
  if (type === "Bitmap Heap Scan" && isAnalyzed) return { "Exact Heap Blocks": 0, "Lossy Heap Blocks": 0 };
  const isHashed = type === "Aggregate" && (entries.Strategy === "Hashed" || entries.Strategy === "Mixed");
  if (!isHashed) return {};
  return {
    ...(hasCosts ? { "Planned Partitions": 0 } : {}),
    ...(entries["HashAgg Batches"] === undefined ? {} : { "Disk Usage": 0 }),
  };
}

/** A condition that removed no row has no line of its own. */
function removedRows(entries: Entries): Entries {
  const type = entries["Node Type"];
  const isRechecked = (type === "Index Scan" || type === "Index Only Scan") && has(entries["Index Cond"]);
  const removed: readonly (readonly [string, boolean])[] = [
    ["Rows Removed by Filter", has(entries.Filter)],
    ["Rows Removed by Join Filter", has(entries["Join Filter"])],
    ["Rows Removed by Index Recheck", isRechecked || has(entries["Recheck Cond"])],
    ["Rows Removed by Conflict Filter", has(entries["Conflict Filter"])],
  ];
  return Object.fromEntries(removed.filter(([, isPrinted]) => isPrinted).map(([key]) => [key, 0]));
}

function has(value: JsonValue | undefined): boolean {
  return value !== undefined;
}
