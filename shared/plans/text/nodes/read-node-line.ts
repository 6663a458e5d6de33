import type { JsonObject, JsonValue } from "../../json/exact-json.ts";
import { readNumber } from "../details/read-number.ts";
import { readNodeType } from "./node-types.ts";

/** A node's own line: its keys as JSON has them. */
export interface NodeLine {
  readonly properties: JsonObject;
  readonly hasCosts: boolean;
  readonly isAnalyzed: boolean;
  readonly neverExecuted: boolean;
  /** Rows per loop with decimals: 18 or later. */
  readonly hasDecimalRows: boolean;
}

const costs = /\(cost=(\d+\.\d+)\.\.(\d+\.\d+) rows=(\d+) width=(\d+)\)$/;
const actuals = /\(actual (?:time=(\d+\.\d+)\.\.(\d+\.\d+) )?rows=(\d+(?:\.\d+)?) loops=(\d+)\)$/;
const never = /\(never executed\)$/;
/** Longer than any of the figures. */
const maxFigures = 200;
const name = /\s*(?:"((?:[^"]|"")*)"|([^\s.",()]+))/y;

/** Reads the text behind the arrow; null when what stands behind the name is no set of figures. */
export function readNodeLine(text: string): NodeLine | null {
  const whole = text.trim();
  const ran = splitEnd(whole, actuals) ?? splitEnd(whole, never);
  const planned = splitEnd(ran?.before ?? whole, costs);
  const head = planned?.before ?? ran?.before ?? whole;
  const neverExecuted = ran !== null && ran.figures.length === 0;
  const [startup, total, rows, width] = planned?.figures ?? [];
  const [first, last, actualRows, loops] = ran?.figures ?? [];
  if (/\((?:cost=|actual |never exec)/.test(head.replace(/"[^"]*"/g, ""))) return null;
  const { properties, rest } = readNodeType(head);
  return {
    properties: {
      ...properties,
      ...readTarget(rest, properties["Node Type"]),
      ...numbers([
        ["Startup Cost", startup],
        ["Total Cost", total],
        ["Plan Rows", rows],
        ["Plan Width", width],
        ["Actual Startup Time", first],
        ["Actual Total Time", last],
        ["Actual Rows", actualRows],
        ["Actual Loops", loops],
      ]),
    },
    hasCosts: startup !== undefined,
    isAnalyzed: ran !== null,
    neverExecuted,
    hasDecimalRows: actualRows?.includes(".") === true,
  };
}

/** The figures that end a text, and what stands before them. Only the end is searched: a line may be very long. */
function splitEnd(
  text: string,
  pattern: RegExp,
): { readonly before: string; readonly figures: readonly (string | undefined)[] } | null {
  const start = Math.max(0, text.length - maxFigures);
  const found = pattern.exec(text.slice(start));
  return found === null ? null : { before: text.slice(0, start + found.index).trimEnd(), figures: found.slice(1) };
}

function numbers(entries: readonly (readonly [string, string | undefined])[]): JsonObject {
  return Object.fromEntries(
    entries.flatMap(([key, digits]) => (digits === undefined ? [] : [[key, readNumber(digits)] as const])),
  );
}

/** What a node works on: `using index on schema.relation alias`, each part where the type has it. */
function readTarget(rest: string, type: JsonValue | undefined): JsonObject {
  const using = /^ using /.exec(rest);
  const index = using === null ? null : readName(rest, using[0].length);
  const afterIndex = index === null ? rest : rest.slice(index.end);
  const on = /^ on /.exec(afterIndex);
  const words = on === null ? [] : readNames(afterIndex, on[0].length);
  const [target, alias] = words;
  const indexKey = index === null ? {} : { "Index Name": index.name };
  if (target === undefined) return indexKey;
  if (type === "Bitmap Index Scan") return { "Index Name": target.name };
  return { ...indexKey, ...targetKeys(type, target, alias?.name) };
}

interface QualifiedName {
  readonly schema?: string;
  readonly name: string;
}

const nameKeys: ReadonlyMap<JsonValue | undefined, string> = new Map([
  ["Function Scan", "Function Name"],
  ["Table Function Scan", "Table Function Name"],
  ["CTE Scan", "CTE Name"],
  ["WorkTable Scan", "CTE Name"],
]);

function targetKeys(type: JsonValue | undefined, { schema, name: object }: QualifiedName, alias?: string): JsonObject {
  if (type === "Subquery Scan" || type === "Values Scan") return { Alias: object };
  const key = nameKeys.get(type) ?? "Relation Name";
  return { [key]: object, ...(schema === undefined ? {} : { Schema: schema }), Alias: alias ?? object };
}

/** Names behind each other, each with its schema where there is one. */
function readNames(text: string, start: number): readonly QualifiedName[] {
  const names: QualifiedName[] = [];
  let at = start;
  for (let first = readName(text, at); first !== null; first = readName(text, at)) {
    at = first.end;
    const second = text[at] === "." ? readName(text, at + 1) : null;
    if (second === null) names.push({ name: first.name });
    else {
      names.push({ schema: first.name, name: second.name });
      at = second.end;
    }
  }
  return names;
}

function readName(text: string, start: number): { readonly name: string; readonly end: number } | null {
  name.lastIndex = start;
  const found = name.exec(text);
  if (found === null) return null;
  const [, quoted, bare] = found;
  return { name: quoted?.replaceAll('""', '"') ?? bare ?? "", end: name.lastIndex };
}
