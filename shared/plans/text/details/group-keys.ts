import { isJsonObject, type JsonValue } from "../../json/exact-json.ts";
import { splitAtCommas } from "../lines/balance.ts";
import type { Entries } from "../nodes/node-draft.ts";

/** Keys of GROUP BY as JSON has them: one list, or sets of them for GROUPING SETS; false when the line is something else. */
export function readGroupKey(entries: Entries, text: string, block: string | null): boolean {
  const [, kind, value] = /^(Group Key|Hash Key|Sort Key): (.*)$/s.exec(text) ?? [];
  if (kind === undefined || value === undefined || entries["Node Type"] !== "Aggregate") return false;
  const keys = value === "()" ? [] : splitAtCommas(value);
  const isFirst = entries["Group Key"] === undefined && entries["Grouping Sets"] === undefined;
  if (kind === "Group Key" && isFirst && value !== "()") entries["Group Key"] = keys;
  else addToSets(entries, kind, keys, block === "Sort Key");
  return true;
}

function addToSets(entries: Entries, kind: string, keys: readonly string[], isBelowSort: boolean): void {
  const sets = listOf(entries["Grouping Sets"]);
  // A first key was taken for the only one.
  const { "Group Key": first } = entries;
  if (first !== undefined) sets.push({ "Group Keys": [first] });
  delete entries["Group Key"];
  const last = sets.at(-1);
  if (kind === "Sort Key") sets.push({ "Sort Key": keys });
  else if (kind === "Hash Key") sets.push({ "Hash Keys": [keys] });
  else if (isJsonObject(last) && (last["Group Keys"] !== undefined || isBelowSort))
    sets.splice(-1, 1, { ...last, "Group Keys": [...listOf(last["Group Keys"]), keys] });
  else sets.push({ "Group Keys": [keys] });
  entries["Grouping Sets"] = sets;
}

function listOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? [...value] : [];
}
