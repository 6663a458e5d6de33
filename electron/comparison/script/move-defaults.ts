import type { Node } from "libpg-query";
import type { DraftStatement } from "./draft.ts";
import { keyOf, namesOf, relationKey, type TableAction, tableActionOf } from "./statement-nodes.ts";

/**
 * A default may need a type, or a value of an enum, that is only made later in the script, or the column's own new type:
 * then it is set after that. Of several equal ones the last stays.
 */
export function moveDefaults(statements: readonly DraftStatement[]): readonly DraftStatement[] {
  const following = new Map<number, DraftStatement[]>();
  const kept: (DraftStatement | null)[] = statements.map((one, at) => {
    const action = defaultOf(one);
    if (!action) return one;
    const isRepeated = statements.some(({ statement }, other) => other > at && statement.sql === one.statement.sql);
    const needed = lastNeeded(statements, at, action);
    if (needed === null) return one;
    if (!isRepeated || needed >= lastEqual(statements, one))
      following.set(needed, [...(following.get(needed) ?? []).filter((other) => !isSame(other, one)), one]);
    return null;
  });
  return kept.flatMap((one, at) => [...(one ? [one] : []), ...(following.get(at) ?? [])]);
}

function isSame(left: DraftStatement, right: DraftStatement): boolean {
  return left.statement.sql === right.statement.sql;
}

function lastEqual(statements: readonly DraftStatement[], one: DraftStatement): number {
  return statements.findLastIndex((other) => isSame(other, one));
}

function defaultOf({ node }: DraftStatement): TableAction | null {
  const action = node && tableActionOf(node);
  return action?.command.subtype === "AT_ColumnDefault" && action.command.def !== undefined ? action : null;
}

function lastNeeded(statements: readonly DraftStatement[], at: number, action: TableAction): number | null {
  const types = new Set(typesIn(action.command.def));
  const key = keyOf(action.relation);
  const isNeeded = ({ node }: DraftStatement) => {
    if (!node) return false;
    const made = madeType(node);
    if (made !== null) return types.has(made);
    const other = tableActionOf(node);
    const isType = other?.command.subtype === "AT_AlterColumnType";
    return isType && keyOf(other.relation) === key && other.command.name === action.command.name;
  };
  const last = statements.findLastIndex((one, place) => place > at && isNeeded(one));
  return last < 0 ? null : last;
}

function madeType(node: Node): string | null {
  if ("CreateEnumStmt" in node) return nameKey(node.CreateEnumStmt.typeName);
  if ("AlterEnumStmt" in node) return nameKey(node.AlterEnumStmt.typeName);
  if ("CreateDomainStmt" in node) return nameKey(node.CreateDomainStmt.domainname);
  if ("CompositeTypeStmt" in node) return keyOf(node.CompositeTypeStmt.typevar);
  return null;
}

function nameKey(nodes: readonly Node[] | undefined): string {
  const names = namesOf(nodes);
  return relationKey(names.at(-2), names.at(-1));
}

/** The types that an expression casts to. */
function typesIn(expression: unknown): readonly string[] {
  if (Array.isArray(expression)) return expression.flatMap(typesIn);
  if (typeof expression !== "object" || expression === null) return [];
  const own =
    "typeName" in expression ? [nameKey((expression.typeName as { readonly names?: readonly Node[] }).names)] : []; // the parser's TypeName
  return [...own, ...Object.values(expression).flatMap(typesIn)];
}
