import type { Entries } from "../nodes/node-draft.ts";
import { readJit } from "./jit.ts";
import { readPlainValue } from "./plain-values.ts";
import { usageLines } from "./usage-lines.ts";

/** One line of a node, a worker, planning or serialization. */
export function readLine(entries: Entries, text: string): void {
  if (readTarget(entries, text)) return;
  const colon = text.indexOf(":");
  if (colon < 0) {
    keepUnknown(entries, text);
    return;
  }
  const key = text.slice(0, colon);
  const value = text.slice(colon + 1).trim();
  if (readJit(entries, key, value)) return;
  // A key may be any word, also one that every object knows.
  const found = Object.hasOwn(usageLines, key) ? (usageLines[key]?.(value, text) ?? null) : null;
  if (found !== null) Object.assign(entries, found);
  else if (!(key in entries)) entries[key] = readPlainValue(key, value);
  else keepUnknown(entries, text);
}

const target = /^(Foreign )?(Insert|Update|Delete|Merge) on (.*)$/s;
const name = /(?:"((?:[^"]|"")*)"|([^\s.]+))/g;

/** A target of a ModifyTable with several, as JSON's `Target Tables` has it. */
function readTarget(entries: Entries, text: string): boolean {
  const found = target.exec(text);
  if (found === null || text.includes(":")) return false;
  const words = [...(found[3] ?? "").matchAll(name)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
  );
  const isQualified = /^(?:"(?:[^"]|"")*"|[^\s."]+)\./.test(found[3] ?? "");
  const [schema, relation, alias] = isQualified ? words : [undefined, ...words];
  const earlier = entries["Target Tables"];
  const one = {
    ...(found[1] === undefined ? {} : { Operation: found[2] ?? "" }),
    "Relation Name": relation ?? "",
    ...(schema === undefined ? {} : { Schema: schema }),
    Alias: alias ?? relation ?? "",
  };
  entries["Target Tables"] = [...(Array.isArray(earlier) ? earlier : []), one];
  return true;
}

function keepUnknown(entries: Entries, text: string): void {
  const earlier = entries["Other Lines"];
  entries["Other Lines"] = [...(Array.isArray(earlier) ? earlier : []), text];
}
