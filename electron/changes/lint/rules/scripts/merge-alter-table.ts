import { relationName } from "../../nodes.ts";
import { transactionsOf } from "../../reading/transactions.ts";
import type { LintRule } from "../../rule.ts";

const scanning: ReadonlySet<string> = new Set([
  "AT_AlterColumnType",
  "AT_SetNotNull",
  "AT_AddColumn",
  "AT_AddConstraint",
]);

/** Several ALTER TABLE of one table each go through its rows; one with several actions goes through them once. */
export const mergeAlterTable: LintRule = {
  code: "merge-alter-table",
  aliases: [],
  class: "safe",
  severity: "info",
  lock: null,
  cost: "scan",
  directions: ["up"],
  check: (script) =>
    transactionsOf(script).flatMap((statements) => {
      const seen = new Map<string, number>();
      return statements.flatMap(({ node, index }) => {
        if (!("AlterTableStmt" in node)) return [];
        const table = relationName(node.AlterTableStmt.relation);
        const isScan = (node.AlterTableStmt.cmds ?? []).some(
          (one) => "AlterTableCmd" in one && scanning.has(one.AlterTableCmd.subtype ?? ""),
        );
        const earlier = seen.get(table);
        if (!isScan) return [];
        seen.set(table, earlier ?? index);
        if (earlier === undefined) return [];
        return [
          {
            statementIndex: index,
            relation: table,
            subject: table,
            message: `Statement ${earlier + 1} alters the table as well. One ALTER TABLE with both actions goes through its rows once.`,
          },
        ];
      });
    }),
};
