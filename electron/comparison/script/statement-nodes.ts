import type { AlterTableCmd, ColumnDef, Constraint, Node, RangeVar } from "libpg-query";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";

/** A relation as one text; scripts of comparisons always name its schema. */
export function relationKey(schema: string | undefined, name: string | undefined): string {
  return JSON.stringify([schema ?? "", name ?? ""]);
}

/** The relation that a node names. */
export function keyOf(relation: RangeVar | undefined): string {
  return relationKey(relation?.schemaname, relation?.relname);
}

/** The relation as SQL. */
export function relationSql(relation: RangeVar | undefined): string {
  return [relation?.schemaname, relation?.relname]
    .filter((part) => part !== undefined)
    .map(quoteIdentifier)
    .join(".");
}

/** The one action of an ALTER TABLE; null for other statements, and where there are several. */
export interface TableAction {
  readonly relation: RangeVar | undefined;
  readonly command: AlterTableCmd;
}

/** See `TableAction`. */
export function tableActionOf(node: Node): TableAction | null {
  if (!("AlterTableStmt" in node) || node.AlterTableStmt.objtype !== "OBJECT_TABLE") return null;
  const { relation, cmds } = node.AlterTableStmt;
  const [first, ...others] = cmds ?? [];
  if (!first || others.length > 0 || !("AlterTableCmd" in first)) return null;
  return { relation, command: first.AlterTableCmd };
}

/** The constraint that an action adds. */
export function addedConstraint({ command: { subtype, def } }: TableAction): Constraint | null {
  return subtype === "AT_AddConstraint" && def !== undefined && "Constraint" in def ? def.Constraint : null;
}

/** The column that an action adds. */
export function addedColumn({ command: { subtype, def } }: TableAction): ColumnDef | null {
  return subtype === "AT_AddColumn" && def !== undefined && "ColumnDef" in def ? def.ColumnDef : null;
}

/** The texts of a list of names. */
export function namesOf(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ("String" in node ? [node.String.sval ?? ""] : []));
}

/** Names of the functions that an expression calls. */
export function calledFunctions(expression: unknown): readonly string[] {
  if (Array.isArray(expression)) return expression.flatMap(calledFunctions);
  if (typeof expression !== "object" || expression === null) return [];
  const own =
    "FuncCall" in expression
      ? [namesOf((expression.FuncCall as { readonly funcname?: readonly Node[] }).funcname).at(-1) ?? ""] // the parser's node of that name
      : [];
  return [...own, ...Object.values(expression).flatMap(calledFunctions)];
}
