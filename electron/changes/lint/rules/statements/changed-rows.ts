import type { Node, RangeVar } from "libpg-query";

/** DELETE and UPDATE: of what, and whether of every row. */
export interface RowChange {
  readonly kind: "DELETE" | "UPDATE";
  readonly relation: RangeVar | undefined;
  readonly isOfAll: boolean;
}

/** What a statement changes, or null. */
export function rowChange(node: Node): RowChange | null {
  const isDelete = "DeleteStmt" in node;
  const change = isDelete ? node.DeleteStmt : "UpdateStmt" in node ? node.UpdateStmt : null;
  if (!change) return null;
  const isOfAll = !change.whereClause || isTautology(change.whereClause);
  return { kind: isDelete ? "DELETE" : "UPDATE", relation: change.relation, isOfAll };
}

/** WHERE true, or two equal constants. */
function isTautology(condition: Node): boolean {
  if (!("A_Const" in condition)) {
    if (!("A_Expr" in condition)) return false;
    const { lexpr, rexpr } = condition.A_Expr;
    const constants = [lexpr, rexpr].map((side) =>
      side && "A_Const" in side ? JSON.stringify({ ...side.A_Const, location: 0 }) : null,
    );
    return constants[0] !== null && constants[0] === constants[1];
  }
  return condition.A_Const.boolval?.boolval === true;
}
