import type { AlterTableCmd, ColumnDef, Constraint, DropStmt, Node, RangeVar } from "libpg-query";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import type { PreparedStatement } from "../script/prepare-script.ts";

/** A relation as a script names it: `schema.name`, or `name` where the search path decides. */
export function relationName(relation: RangeVar | undefined): string {
  return [relation?.schemaname, relation?.relname].filter((part) => part !== undefined).join(".");
}

/** The same as SQL. */
export function relationSql(relation: RangeVar | undefined): string {
  return [relation?.schemaname, relation?.relname]
    .filter((part) => part !== undefined)
    .map(quoteIdentifier)
    .join(".");
}

/** Tables and materialized views that the statement makes. */
export function createdRelations(node: Node): readonly string[] {
  if ("CreateStmt" in node) return [relationName(node.CreateStmt.relation)];
  if ("CreateTableAsStmt" in node) return [relationName(node.CreateTableAsStmt.into?.rel)];
  return [];
}

/** One action of an ALTER TABLE. */
export interface TableCommand {
  readonly statement: PreparedStatement;
  readonly relation: RangeVar | undefined;
  readonly table: string;
  readonly command: AlterTableCmd;
}

/** Every action of the script's ALTER TABLE statements on tables. */
export function tableCommands(statements: readonly PreparedStatement[]): readonly TableCommand[] {
  return statements.flatMap((statement) => {
    if (!("AlterTableStmt" in statement.node)) return [];
    const { relation, objtype, cmds } = statement.node.AlterTableStmt;
    if (objtype !== "OBJECT_TABLE") return [];
    const table = relationName(relation);
    return (cmds ?? []).flatMap((command) =>
      "AlterTableCmd" in command ? [{ statement, relation, table, command: command.AlterTableCmd }] : [],
    );
  });
}

/** The constraint that an action adds, or null. */
export function addedConstraint({ command }: TableCommand): Constraint | null {
  const { subtype, def } = command;
  return subtype === "AT_AddConstraint" && def !== undefined && "Constraint" in def ? def.Constraint : null;
}

/** The column that an action adds, or null. */
export function addedColumn({ command }: TableCommand): ColumnDef | null {
  const { subtype, def } = command;
  return subtype === "AT_AddColumn" && def !== undefined && "ColumnDef" in def ? def.ColumnDef : null;
}

/** The constraints written with a column. */
export function columnConstraints(column: ColumnDef): readonly Constraint[] {
  return (column.constraints ?? []).flatMap((constraint) =>
    "Constraint" in constraint ? [constraint.Constraint] : [],
  );
}

/** The last part of a dotted name (`pg_catalog.now` gives `now`). */
export function lastName(names: readonly Node[] | undefined): string {
  return namesOf(names).at(-1) ?? "";
}

/** The parts of a dotted name. */
export function namesOf(names: readonly Node[] | undefined): readonly string[] {
  return (names ?? []).flatMap((name) => ("String" in name ? [name.String.sval ?? ""] : []));
}

/** Names of the functions that an expression calls. */
export function calledFunctions(expression: unknown): readonly string[] {
  if (Array.isArray(expression)) return expression.flatMap(calledFunctions);
  if (typeof expression !== "object" || expression === null) return [];
  const own =
    "FuncCall" in expression ? [lastName((expression.FuncCall as { readonly funcname?: Node[] }).funcname)] : []; // the parser's node of that name
  return [...own, ...Object.values(expression).flatMap(calledFunctions)];
}

/** What a DROP names, as the script writes it. */
export function droppedNames(drop: DropStmt): readonly string[] {
  return (drop.objects ?? []).map((object) => {
    if ("List" in object) return namesOf(object.List.items).join(".");
    if ("String" in object) return object.String.sval ?? "";
    return "TypeName" in object ? namesOf(object.TypeName.names).join(".") : "";
  });
}
