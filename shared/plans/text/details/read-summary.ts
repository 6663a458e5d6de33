import { isJsonObject, type JsonObject, type JsonValue } from "../../json/exact-json.ts";
import { splitAtCommas } from "../lines/balance.ts";
import type { Entries } from "../nodes/node-draft.ts";
import { readJit } from "./jit.ts";
import { readPlainValue } from "./plain-values.ts";
import { readLine } from "./read-line.ts";
import { readNumber } from "./read-number.ts";

const trigger =
  /^Trigger(?: (?!for constraint )(.*?))?(?: for constraint (.*?))?(?: on (.*?))?: (?:time=([\d.]+) )?calls=(\d+)$/s;
const serialization = /^(?:time=([\d.]+) ms\s+)?output=(\d+)kB\s+format=(\w+)$/;

/**
 * Adds a line that stands beside the tree; `block` is the key above it when it is further in. What is not understood is
 * kept under its own name.
 */
export function readSummary(summary: Entries, text: string, block: string | null): void {
  if (block !== null) readNested(summary, text, block);
  else if (!readTrigger(summary, text)) readTop(summary, text);
}

/** Words of servers before 12. */
const oldKeys: ReadonlyMap<string, string> = new Map([
  ["Total runtime", "Execution Time"],
  ["Planning time", "Planning Time"],
  ["Execution time", "Execution Time"],
]);

function readTop(summary: Entries, text: string): void {
  const colon = text.indexOf(":");
  const key = text.slice(0, colon);
  const value = text.slice(colon + 1).trim();
  if (colon < 0) readLine(summary, text);
  else if (key === "Settings") summary.Settings = readSettings(value);
  else if (key === "Planning" && value === "") summary.Planning = {};
  else if (key === "Serialization") summary.Serialization = readSerialization(value);
  else if (oldKeys.has(key)) summary[oldKeys.get(key) ?? key] = readPlainValue(key, value);
  else if (!readJit(summary, key, value)) readLine(summary, text);
}

function readNested(summary: Entries, text: string, block: string): void {
  const colon = text.indexOf(":");
  if (block === "JIT" && readJit(summary, text.slice(0, colon), text.slice(colon + 1).trim())) return;
  const above = summary[block];
  const inner: Entries = isJsonObject(above) ? { ...above } : {};
  readLine(inner, text);
  summary[block] = inner;
}

function readTrigger(summary: Entries, text: string): boolean {
  const found = trigger.exec(text);
  if (found === null) return false;
  const [, name, constraint, relation, ms, calls] = found;
  const one: JsonObject = {
    ...(name === undefined ? {} : { "Trigger Name": name }),
    ...(constraint === undefined ? {} : { "Constraint Name": constraint }),
    ...(relation === undefined ? {} : { Relation: relation }),
    ...(ms === undefined ? {} : { Time: readNumber(ms) }),
    Calls: readNumber(calls ?? ""),
  };
  summary.Triggers = [...(Array.isArray(summary.Triggers) ? summary.Triggers : []), one];
  return true;
}

/** `work_mem = '64kB', jit = 'off'`. */
function readSettings(value: string): JsonObject {
  return Object.fromEntries(
    splitAtCommas(value).flatMap((setting) => {
      const [, name, quoted] = /^(\S+) = '(.*)'$/s.exec(setting) ?? [];
      return name === undefined ? [] : [[name, (quoted ?? "").replaceAll("''", "'")] as const];
    }),
  );
}

function readSerialization(value: string): JsonValue {
  const [, ms, kilobytes, format] = serialization.exec(value) ?? [];
  if (kilobytes === undefined || format === undefined) return value;
  return {
    ...(ms === undefined ? {} : { Time: readNumber(ms) }),
    "Output Volume": readNumber(kilobytes),
    Format: format,
  };
}
