import { isJsonObject, type JsonObject, type JsonValue } from "../../json/exact-json.ts";
import type { Entries } from "../nodes/node-draft.ts";
import { readNumber } from "./read-number.ts";

const timing = /(\w+) ([\d.]+) ms(?: \(Deform ([\d.]+) ms\))?/g;
const option = /(\w+) (true|false)/g;

/** Adds a line of the JIT block, as JSON's object `JIT`; false when the line is none. */
export function readJit(entries: Entries, key: string, value: string): boolean {
  if (key === "JIT" && value === "") {
    entries.JIT = {};
    return true;
  }
  const { JIT: jit } = entries;
  if (!isJsonObject(jit)) return false;
  const part = readPart(key, value);
  if (part === null) return false;
  entries.JIT = { ...jit, [key]: part };
  return true;
}

function readPart(key: string, value: string): JsonValue | null {
  if (key === "Functions" && /^\d+$/.test(value)) return readNumber(value);
  if (key === "Options")
    return Object.fromEntries([...value.matchAll(option)].map(([, name, flag]) => [name, flag === "true"]));
  return key === "Timing" ? readTiming(value) : null;
}

/** From 17 generation names the part of deforming. */
function readTiming(value: string): JsonObject {
  return Object.fromEntries(
    [...value.matchAll(timing)].map(([, name, total, deform]): [string, JsonValue] => {
      const ms = readNumber(total ?? "");
      return [name ?? "", deform === undefined ? ms : { Deform: readNumber(deform), Total: ms }];
    }),
  );
}
