import type { Node } from "libpg-query";
import { relationName } from "../nodes.ts";
import type { LintRule, RuleHit } from "../rule.ts";

/** TRUNCATE, and DELETE or UPDATE of every row. */
export const massChange: LintRule = {
  code: "dml-without-where",
  alias: null,
  class: "risky",
  severity: "error",
  lock: "RowExclusive",
  directions: ["up"],
  check: ({ statements, isNew }) =>
    statements.flatMap(({ node, index }) => {
      if ("TruncateStmt" in node) {
        const tables = (node.TruncateStmt.relations ?? [])
          .flatMap((relation) => ("RangeVar" in relation ? [relationName(relation.RangeVar)] : []))
          .filter((table) => !isNew(table, index));
        const cascade =
          node.TruncateStmt.behavior === "DROP_CASCADE" ? " CASCADE also empties tables that it does not list." : "";
        if (tables.length === 0) return [];
        const message = `Every row is lost; the down script cannot bring them back.${cascade}`;
        return [{ statementIndex: index, subject: tables.join(", "), message, class: "breaking" as const }];
      }
      return changesAllRows(node, index, isNew);
    }),
};

function changesAllRows(
  node: Node,
  index: number,
  isNew: (relation: string, before: number) => boolean,
): readonly RuleHit[] {
  const isDelete = "DeleteStmt" in node;
  const change = isDelete ? node.DeleteStmt : "UpdateStmt" in node ? node.UpdateStmt : null;
  if (!change || (change.whereClause && !isTautology(change.whereClause))) return [];
  const subject = relationName(change.relation);
  if (isNew(subject, index)) return [];
  return isDelete
    ? [
        {
          statementIndex: index,
          subject,
          message: "Every row is deleted; the down script cannot bring them back.",
          class: "breaking",
        },
      ]
    : [
        {
          statementIndex: index,
          subject,
          message: "Every row is changed in one transaction. Change them in batches.",
          severity: "warning",
        },
      ];
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
