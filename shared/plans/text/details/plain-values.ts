import type { JsonValue } from "../../json/exact-json.ts";
import { splitAtCommas } from "../lines/balance.ts";
import { readNumber } from "./read-number.ts";

/** Keys whose value JSON has as a list. */
const lists: ReadonlySet<string> = new Set([
  "Output",
  "Sort Key",
  "Presorted Key",
  "Group Key",
  "Conflict Arbiter Indexes",
  "Params Evaluated",
]);
/** Keys whose value is text, even when it looks like a number or a truth value. */
const texts: ReadonlySet<string> = new Set([
  "Filter",
  "Index Cond",
  "Recheck Cond",
  "Order By",
  "TID Cond",
  "Join Filter",
  "Hash Cond",
  "Merge Cond",
  "One-Time Filter",
  "Run Condition",
  "Cache Key",
  "Cache Mode",
  "Function Call",
  "Table Function Call",
  "Conflict Filter",
  "Remote SQL",
  "Relations",
  "Window",
  "Foreign File",
  "Foreign Program",
  "Query Text",
]);
const flags: ReadonlySet<string> = new Set(["Single Copy", "Inner Unique", "Disabled"]);
const figure = /^(-?\d+(?:\.\d+)?)(?: ?(?:ms|kB|b|bytes))?$/;

const usage =
  /^(?:Output|Buffers|I\/O Timings|WAL|Heap Blocks|Heap Fetches|Buckets|Index Searches|Rows Removed by .*)$/;

/** Whether EXPLAIN prints a key no more than once for a node. */
export function isPrintedOnce(key: string): boolean {
  return texts.has(key) || usage.test(key);
}

/** The value behind a key as JSON has it: a list, a truth value, a number (its unit is the key's own), else the text. */
export function readPlainValue(key: string, value: string): JsonValue {
  if (lists.has(key)) return splitAtCommas(value);
  if (texts.has(key)) return value;
  if (flags.has(key) && (value === "true" || value === "false")) return value === "true";
  const digits = figure.exec(value)?.[1];
  return digits === undefined ? value : readNumber(digits);
}
