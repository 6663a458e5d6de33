import type { JsonObject } from "../../json/exact-json.ts";

/** A node's type as JSON names it, and how much of the text it took. */
export interface NodeTypeWords {
  readonly properties: JsonObject;
  readonly rest: string;
}

const joins = /^(Nested Loop|Hash|Merge)(?: (Left|Full|Right Semi|Right Anti|Right|Semi|Anti))? Join\b/;
const innerLoop = /^Nested Loop\b/;
const aggregate = /^(?:(Partial|Finalize) )?(Aggregate|GroupAggregate|HashAggregate|MixedAggregate)\b/;
const setOperation = /^(SetOp|HashSetOp)(?: (Intersect All|Intersect|Except All|Except))?/;
const modification = /^(Insert|Update|Delete|Merge)(?= on )/;
const foreign = /^Foreign (Scan|Insert|Update|Delete)\b/;
const custom = /^Custom Scan(?: \(([^()]*)\))?/;
const indexScan = /^(Index Only Scan|Index Scan)( Backward)?\b/;

const strategies: Readonly<Record<string, string>> = {
  Aggregate: "Plain",
  GroupAggregate: "Sorted",
  HashAggregate: "Hashed",
  MixedAggregate: "Mixed",
  SetOp: "Sorted",
  HashSetOp: "Hashed",
};

/** Types whose name is the same in text and JSON; where one begins with another, the longer one comes first. */
const plainTypes = [
  "Result",
  "ProjectSet",
  "Append",
  "Merge Append",
  "Recursive Union",
  "BitmapAnd",
  "BitmapOr",
  "Seq Scan",
  "Sample Scan",
  "Gather Merge",
  "Gather",
  "Bitmap Index Scan",
  "Bitmap Heap Scan",
  "Tid Range Scan",
  "Tid Scan",
  "Subquery Scan",
  "Function Scan",
  "Table Function Scan",
  "Values Scan",
  "CTE Scan",
  "Named Tuplestore Scan",
  "WorkTable Scan",
  "Materialize",
  "Memoize",
  "Result Cache",
  "Incremental Sort",
  "Sort",
  "WindowAgg",
  "Group",
  "Unique",
  "LockRows",
  "Limit",
  "Hash",
] as const;

const plain = new RegExp(`^(?:${plainTypes.join("|")})(?=\\s|$)`);

/** Reads the type at the start of a node's line. A type that nobody knows is named by its words before `on` or `using`. */
export function readNodeType(text: string): NodeTypeWords {
  const flags = /^(Parallel )?(Async )?/.exec(text);
  const head = text.slice(flags?.[0].length ?? 0);
  const known = readKnownType(head);
  const { properties, rest } = known ?? readUnknownType(head);
  const isParallel = flags?.[1] !== undefined;
  const isAsync = flags?.[2] !== undefined;
  return { properties: { ...properties, "Parallel Aware": isParallel, "Async Capable": isAsync }, rest };
}

/** Whether a text begins with a type of node that Postgres prints. */
export function startsWithNodeType(text: string): boolean {
  return readKnownType(text.replace(/^(Parallel )?(Async )?/, "")) !== null;
}

function readKnownType(head: string): NodeTypeWords | null {
  for (const read of readers) {
    const found = read(head);
    if (found !== null) return found;
  }
  return null;
}

const readers: readonly ((head: string) => NodeTypeWords | null)[] = [
  (head) =>
    take(joins, head, ([, kind = "", join]) => ({
      "Node Type": kind === "Nested Loop" ? kind : `${kind} Join`,
      "Join Type": join ?? "Inner",
    })),
  (head) => take(innerLoop, head, () => ({ "Node Type": "Nested Loop", "Join Type": "Inner" })),
  (head) =>
    take(aggregate, head, ([, partial, name = ""]) => ({
      "Node Type": "Aggregate",
      Strategy: strategies[name] ?? null,
      "Partial Mode": partial ?? "Simple",
    })),
  (head) =>
    take(setOperation, head, ([, name = "", command]) => ({
      "Node Type": "SetOp",
      Strategy: strategies[name] ?? null,
      ...(command === undefined ? {} : { Command: command }),
    })),
  (head) => take(modification, head, ([, operation = ""]) => ({ "Node Type": "ModifyTable", Operation: operation })),
  (head) =>
    take(foreign, head, ([, what = ""]) => ({
      "Node Type": "Foreign Scan",
      Operation: what === "Scan" ? "Select" : what,
    })),
  (head) =>
    take(custom, head, ([, provider]) => ({
      "Node Type": "Custom Scan",
      ...(provider === undefined ? {} : { "Custom Plan Provider": provider }),
    })),
  (head) =>
    take(indexScan, head, ([, type = "", backward]) => ({
      "Node Type": type,
      "Scan Direction": backward === undefined ? "Forward" : "Backward",
    })),
  (head) => take(plain, head, ([type]) => ({ "Node Type": type })),
];

function take(
  pattern: RegExp,
  head: string,
  toProperties: (found: RegExpExecArray) => JsonObject,
): NodeTypeWords | null {
  const found = pattern.exec(head);
  return found === null ? null : { properties: toProperties(found), rest: head.slice(found[0].length) };
}

function readUnknownType(head: string): NodeTypeWords {
  const end = head.search(/ (?:on|using) /);
  const type = end < 0 ? head : head.slice(0, end);
  return { properties: { "Node Type": type }, rest: head.slice(type.length) };
}
