import { stripParentheses } from "../../plans/conditions/read-conditions.ts";
import { tokenize } from "../../plans/conditions/tokens.ts";
import type { PlanNode } from "../../plans/model.ts";
import { qualifyColumns, readKey } from "../predicates/read-key.ts";
import type { OrderKey, ScanNeed } from "./scan-need.ts";

type Order = Pick<ScanNeed, "order" | "orderKind" | "distance" | "isLimited">;

const none: Order = { order: [], orderKind: null, distance: null, isLimited: false };
/** Rows pass these in the order in which they come. */
const passing: ReadonlySet<string> = new Set([
  "Gather",
  "Gather Merge",
  "Subquery Scan",
  "LockRows",
  "Result",
  "Append",
]);
const sorts: ReadonlySet<string> = new Set(["Sort", "Incremental Sort"]);

/** The order that the nodes above want of a scan, and whether only the first rows of it are wanted. */
export function readOrder(
  scan: PlanNode,
  above: readonly PlanNode[],
  alias: string,
  columns: readonly string[],
): Order {
  let child = scan;
  for (const node of above) {
    if (sorts.has(node.nodeType)) return readSort(node, above, alias, columns);
    if (node.nodeType === "Limit") return { ...none, isLimited: true };
    if (node.nodeType === "Aggregate") return readAggregate(node, alias, columns);
    const isOuter = node.nodeType === "Nested Loop" || node.nodeType === "Hash Join";
    if (!(passing.has(node.nodeType) || (isOuter && child.relationship === "Outer"))) return none;
    child = node;
  }
  return none;
}

function readSort(sort: PlanNode, above: readonly PlanNode[], alias: string, columns: readonly string[]): Order {
  const keys = textsOf(sort.properties["Sort Key"]);
  const rest = above.slice(above.indexOf(sort) + 1);
  const next = rest.find(({ nodeType }) => !passing.has(nodeType) && nodeType !== "Unique");
  const isLimited = next?.nodeType === "Limit";
  const isGrouping = next?.nodeType === "Aggregate";
  const distance = keys.length === 1 ? readDistance(keys[0] ?? "", alias) : null;
  if (distance !== null) return { ...none, distance, isLimited };
  const order = keys.map((key) => readOrderKey(key, alias));
  const known = order.every((key) => key !== null) ? order : [];
  if (isGrouping) return { ...none, order: withExtreme(known, next, alias, columns), orderKind: "group" };
  return { ...none, order: known, orderKind: known.length > 0 ? "sort" : null, isLimited };
}

function readAggregate(node: PlanNode, alias: string, columns: readonly string[]): Order {
  const groups = textsOf(node.properties["Group Key"]).map((key) => readOrderKey(key, alias));
  if (groups.some((key) => key === null)) return none;
  const order = withExtreme(
    groups.filter((key) => key !== null),
    node,
    alias,
    columns,
  );
  if (groups.length > 0) return { ...none, order, orderKind: "group" };
  return order.length === 0 ? none : { ...none, order, orderKind: "extreme" };
}

/** The argument of a min() or max(), which is read from the end of an index behind the group's keys. */
function withExtreme(
  groups: readonly OrderKey[],
  node: PlanNode | undefined,
  alias: string,
  columns: readonly string[],
): readonly OrderKey[] {
  const outputs = textsOf(node?.properties.Output).map((text) => qualifyColumns(text, alias, columns));
  const calls = outputs.map((text) => /^(?:PARTIAL )?(min|max)\((.*)\)$/s.exec(text)).filter((match) => match !== null);
  const [call] = calls;
  if (call?.[2] === undefined || calls.length > 1) return groups;
  const key = readOrderKey(call[2], alias);
  return key === null ? groups : [...groups, key];
}

function readOrderKey(text: string, alias: string): OrderKey | null {
  const match = /^(.*?)( DESC)?(?: NULLS (FIRST|LAST))?$/s.exec(text);
  const key = readKey(tokenize(match?.[1] ?? "") ?? [], alias);
  if (key === null) return null;
  const nulls = match?.[3] === "FIRST" || match?.[3] === "LAST" ? match[3] : null;
  return { key, isDescending: match?.[2] !== undefined, nulls };
}

function readDistance(text: string, alias: string): ScanNeed["distance"] {
  const tokens = stripParentheses(tokenize(text) ?? []);
  const at = tokens.findIndex((token) => token.kind === "operator" && token.text === "<->");
  const key = at > 0 ? readKey(tokens.slice(0, at), alias) : null;
  return key === null ? null : { key, operator: "<->" };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((text): text is string => typeof text === "string") : [];
}
