import type { A_Expr, Node } from "libpg-query";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { QueryCondition, QueryShape, ReadRelation } from "../../../shared/queries/text/query-shape.ts";
import type { SqlParser } from "../../sql/parser/sql-parser.ts";

/** Reads what a statement is made of; null for other statements, and for texts that are no SQL any more (`interval $1`). */
export async function readShape(sql: string, parser: SqlParser): Promise<QueryShape | null> {
  try {
    const [statement, ...more] = await parser.parse(sql);
    return statement && more.length === 0 ? shapeOf(statement.node) : null;
  } catch (error) {
    if (isAppError(error, "sql", "tooLarge", "timeout")) return null;
    throw error;
  }
}

function shapeOf(node: Node): QueryShape | null {
  const from =
    "SelectStmt" in node
      ? node.SelectStmt.fromClause
      : "UpdateStmt" in node
        ? [...asNodes(node.UpdateStmt.relation), ...(node.UpdateStmt.fromClause ?? [])]
        : "DeleteStmt" in node
          ? [...asNodes(node.DeleteStmt.relation), ...(node.DeleteStmt.usingClause ?? [])]
          : undefined;
  if (from === undefined) return null;
  const where =
    "SelectStmt" in node
      ? node.SelectStmt.whereClause
      : "UpdateStmt" in node
        ? node.UpdateStmt.whereClause
        : "DeleteStmt" in node
          ? node.DeleteStmt.whereClause
          : undefined;
  const relations: ReadRelation[] = [];
  const conditions: Node[] = where ? [where] : [];
  for (const item of from) collect(item, relations, conditions);
  return { relations, conditions: conditions.flatMap(conditionsOf) };
}

/** A table that is written stands in the statement without the wrapping of a node. */
function asNodes(relation: { relname?: string } | undefined): readonly Node[] {
  return relation ? [{ RangeVar: relation }] : [];
}

/** Joins are opened; the conditions of outer joins hold for the inner side, which is where an index would help. */
function collect(item: Node, relations: ReadRelation[], conditions: Node[]): void {
  if ("RangeVar" in item) {
    const { schemaname, relname = "", alias } = item.RangeVar;
    relations.push({ schema: schemaname ?? null, name: relname, alias: alias?.aliasname ?? relname });
  }
  if (!("JoinExpr" in item)) return;
  const { larg, rarg, quals } = item.JoinExpr;
  if (quals) conditions.push(quals);
  for (const side of [larg, rarg]) if (side) collect(side, relations, conditions);
}

function conditionsOf(node: Node): readonly QueryCondition[] {
  if ("BoolExpr" in node && node.BoolExpr.boolop === "AND_EXPR")
    return (node.BoolExpr.args ?? []).flatMap(conditionsOf);
  if (!("A_Expr" in node)) return [];
  const { lexpr, rexpr } = node.A_Expr;
  const operator = operatorOf(node.A_Expr);
  return [...toCondition(lexpr, operator, rexpr), ...(operator === "=" ? toCondition(rexpr, operator, lexpr) : [])];
}

function operatorOf({ kind, name }: A_Expr): string {
  const last = name?.at(-1);
  const text = last && "String" in last ? (last.String.sval ?? "") : "";
  return kind === "AEXPR_OP_ANY" || kind === "AEXPR_IN" ? `${text} ANY` : text;
}

function toCondition(side: Node | undefined, operator: string, other: Node | undefined): readonly QueryCondition[] {
  const found = side ? columnIn(side) : null;
  if (!found) return [];
  const cast = other && "TypeCast" in other ? other.TypeCast : null;
  const bare = cast?.arg ?? other;
  const otherKind =
    bare === undefined || "List" in bare || "ParamRef" in bare || "A_Const" in bare
      ? "parameter"
      : "ColumnRef" in bare
        ? "column"
        : "expression";
  return [{ ...found, operator, otherCast: cast ? lastName(cast.typeName?.names) : null, other: otherKind }];
}

/** A column by itself, under one cast, or as the argument of one function. */
function columnIn(node: Node): Pick<QueryCondition, "qualifier" | "column" | "wrap"> | null {
  if ("ColumnRef" in node) {
    const names = (node.ColumnRef.fields ?? []).flatMap((field) =>
      "String" in field ? [field.String.sval ?? ""] : [],
    );
    const column = names.at(-1);
    if (column === undefined || names.length !== (node.ColumnRef.fields ?? []).length) return null;
    return { qualifier: names.at(-2) ?? null, column, wrap: null };
  }
  if ("TypeCast" in node && node.TypeCast.arg) {
    const inner = columnIn(node.TypeCast.arg);
    const name = lastName(node.TypeCast.typeName?.names) ?? "";
    return inner && inner.wrap === null ? { ...inner, wrap: { kind: "cast", name } } : null;
  }
  if (!("FuncCall" in node)) return null;
  const columns = (node.FuncCall.args ?? []).flatMap((arg) => columnIn(arg) ?? []);
  const [inner] = columns;
  const name = lastName(node.FuncCall.funcname) ?? "";
  return inner && columns.length === 1 ? { ...inner, wrap: { kind: "function", name } } : null;
}

function lastName(names: readonly Node[] | undefined): string | null {
  const last = names?.at(-1);
  return last && "String" in last ? (last.String.sval ?? null) : null;
}
