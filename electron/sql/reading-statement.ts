import type { Node, SelectStmt } from "libpg-query";
import { nodeName } from "./classify-statement.ts";

/** A table, view or index that a statement names. `schema` is null where it is left to the search path. */
export interface NamedRelation {
  readonly schema: string | null;
  readonly name: string;
}

/** Every relation that the statement's text names in a relation's place (also CTE names), once each, in order. */
export function relationsOf(node: Node): readonly NamedRelation[] {
  const found = new Map<string, NamedRelation>();
  visitTree(node, (value) => {
    if (typeof value.relname !== "string") return;
    const schema = typeof value.schemaname === "string" ? value.schemaname : null;
    found.set(JSON.stringify([schema, value.relname]), { schema, name: value.relname });
  });
  return [...found.values()];
}

/** Statements that EXPLAIN takes. */
const explainableNodes: ReadonlySet<string> = new Set([
  "SelectStmt",
  "InsertStmt",
  "UpdateStmt",
  "DeleteStmt",
  "MergeStmt",
  "DeclareCursorStmt",
  "CreateTableAsStmt",
  "ExecuteStmt",
]);

/** Whether EXPLAIN can be put before the statement. */
export function isExplainable(node: Node): boolean {
  return explainableNodes.has(nodeName(node));
}

/**
 * Whether the statement only reads, as far as its text tells: functions it calls may still write, so READ ONLY
 * transactions stay necessary. EXPLAIN reads unless it is EXPLAIN ANALYZE of a statement that writes.
 */
export function isReadOnlyStatement(node: Node): boolean {
  if ("SelectStmt" in node) return isReadOnlySelect(node.SelectStmt);
  if ("VariableShowStmt" in node) return true;
  if (!("ExplainStmt" in node)) return false;
  const { query, options } = node.ExplainStmt;
  const runs = (options ?? []).some((option) => "DefElem" in option && option.DefElem.defname === "analyze");
  return !runs || (query !== undefined && isReadOnlyStatement(query));
}

/** SELECT INTO, FOR UPDATE and data-modifying WITH write or lock, at whatever depth. */
function isReadOnlySelect(select: SelectStmt): boolean {
  let isReadOnly = true;
  visitTree(select, (value) => {
    const writes = ["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "intoClause", "lockingClause"];
    if (writes.some((key) => value[key] !== undefined)) isReadOnly = false;
  });
  return isReadOnly;
}

/** Calls `see` for every object of a parse tree, without recursion: trees can be thousands of levels deep. */
export function visitTree(root: object, see: (value: Readonly<Record<string, unknown>>) => void): void {
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== "object" || value === null) continue;
    // A parse tree is plain JSON: an object that is no array has string keys.
    if (!Array.isArray(value)) see(value as Readonly<Record<string, unknown>>);
    waiting.push(...Object.values(value).reverse());
  }
}
