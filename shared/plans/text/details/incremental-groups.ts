import type { JsonObject } from "../../json/exact-json.ts";
import type { Entries } from "../nodes/node-draft.ts";
import { readNumber } from "./read-number.ts";

const groups = /^(\d+)\s+Sort Methods?: (.*?)(?=\s+Average |$)(.*)$/;
const space = /Average (Memory|Disk): (\d+)kB\s+Peak (?:Memory|Disk): (\d+)kB/g;

/** `2  Sort Method: quicksort  Average Memory: 30kB  Peak Memory: 30kB` of an incremental sort. */
export function readIncrementalGroups(key: string, value: string): Entries | null {
  const [, count, methods, spaces] = groups.exec(value) ?? [];
  if (count === undefined || methods === undefined || spaces === undefined) return null;
  const spacesUsed = [...spaces.matchAll(space)].map(([, type, average, peak]): [string, JsonObject] => [
    `Sort Space ${type ?? ""}`,
    { "Average Sort Space Used": readNumber(average ?? ""), "Peak Sort Space Used": readNumber(peak ?? "") },
  ]);
  const used = { "Group Count": readNumber(count), "Sort Methods Used": methods.split(", ") };
  return { [key]: { ...used, ...Object.fromEntries(spacesUsed) } };
}
