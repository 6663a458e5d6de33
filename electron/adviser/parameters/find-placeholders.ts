import type { ParsedStatement } from "../../sql/parse-script.ts";
import { visitTree } from "../../sql/reading-statement.ts";

/** Where `$n` stands, and what it is compared with. `offset` counts bytes of UTF-8, as the parser does. */
export interface Placeholder {
  readonly number: number;
  readonly offset: number;
  readonly use: "equality" | "list" | "above" | "below" | "like" | "limit" | "offset" | "interval" | "other";
  readonly column: { readonly qualifier: string | null; readonly name: string } | null;
}

/** A table that the statement names, with the name by which its columns are called. */
export interface NamedTable {
  readonly schema: string | null;
  readonly table: string;
  readonly alias: string;
}

type Tree = Readonly<Record<string, unknown>>;

/** Every `$n` of a statement, and the tables that its columns may belong to. */
export function findPlaceholders(statement: ParsedStatement): {
  readonly placeholders: readonly Placeholder[];
  readonly tables: readonly NamedTable[];
} {
  const found = new Map<number, Placeholder>();
  const tables: NamedTable[] = [];
  const keep = (node: unknown, use: Placeholder["use"], column: Placeholder["column"]) => {
    for (const { number, offset } of directParams(node))
      if (found.get(offset)?.use === undefined || found.get(offset)?.use === "other")
        found.set(offset, { number, offset, use, column });
  };
  visitTree(statement.node, (value) => {
    const { A_Expr: expression, limitCount, limitOffset, relname, ParamRef: param, TypeCast: cast } = value;
    if (isTree(param)) keep(value, "other", null);
    if (isTree(cast) && isInterval(cast.typeName)) keep(cast.arg, "interval", null);
    if (limitCount !== undefined) keep(limitCount, "limit", null);
    if (limitOffset !== undefined) keep(limitOffset, "offset", null);
    if (typeof relname === "string") tables.push(toTable(value, relname));
    if (isTree(expression)) readExpression(expression, keep);
  });
  return { placeholders: [...found.values()], tables };
}

function readExpression(
  expression: Tree,
  keep: (node: unknown, use: Placeholder["use"], column: Placeholder["column"]) => void,
): void {
  const operator = operatorOf(expression.name);
  const [left, right] = [columnOf(expression.lexpr), columnOf(expression.rexpr)];
  if (left !== null && expression.kind === "AEXPR_BETWEEN") {
    const list = isTree(expression.rexpr) && isTree(expression.rexpr.List) ? expression.rexpr.List.items : [];
    const [from, to] = Array.isArray(list) ? (list as readonly unknown[]) : [];
    keep(from, "above", left);
    keep(to, "below", left);
  } else if (left !== null && expression.kind === "AEXPR_OP_ANY") keep(expression.rexpr, "list", left);
  else if (left !== null) keep(expression.rexpr, comparisonOf(operator), left);
  else if (right !== null) keep(expression.lexpr, turned(comparisonOf(operator)), right);
}

function comparisonOf(operator: string): Placeholder["use"] {
  if (operator === "=" || operator === "<>") return "equality";
  if (operator.startsWith(">")) return "above";
  if (operator.startsWith("<")) return "below";
  return /^!?~~\*?$/.test(operator) ? "like" : "other";
}

function turned(use: Placeholder["use"]): Placeholder["use"] {
  return use === "above" ? "below" : use === "below" ? "above" : use;
}

/** The parameters that a node is, also within a cast or a list; not those of arithmetic, whose values are others. */
function directParams(node: unknown): readonly { readonly number: number; readonly offset: number }[] {
  if (!isTree(node)) return [];
  const { ParamRef: param, TypeCast: cast, List: list } = node;
  if (isTree(cast)) return directParams(cast.arg);
  if (isTree(list) && Array.isArray(list.items)) return (list.items as readonly unknown[]).flatMap(directParams);
  if (!isTree(param) || typeof param.number !== "number") return [];
  return [{ number: param.number, offset: typeof param.location === "number" ? param.location : 0 }];
}

function isInterval(type: unknown): boolean {
  return (
    isTree(type) &&
    Array.isArray(type.names) &&
    (type.names as readonly unknown[]).flatMap(stringOf).includes("interval")
  );
}

function columnOf(node: unknown): Placeholder["column"] {
  if (!isTree(node) || !isTree(node.ColumnRef) || !Array.isArray(node.ColumnRef.fields)) return null;
  const names = (node.ColumnRef.fields as readonly unknown[]).flatMap(stringOf);
  const name = names.at(-1);
  return name === undefined ? null : { qualifier: names.at(-2) ?? null, name };
}

function operatorOf(name: unknown): string {
  return Array.isArray(name) ? ((name as readonly unknown[]).flatMap(stringOf).at(-1) ?? "") : "";
}

function stringOf(node: unknown): readonly string[] {
  if (!isTree(node) || !isTree(node.String)) return [];
  const { sval } = node.String;
  return typeof sval === "string" ? [sval] : [];
}

function toTable(value: Tree, table: string): NamedTable {
  const alias = isTree(value.alias) && typeof value.alias.aliasname === "string" ? value.alias.aliasname : table;
  return { schema: typeof value.schemaname === "string" ? value.schemaname : null, table, alias };
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
