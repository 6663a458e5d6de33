import type { LintRule } from "../../rule.ts";

/** A script that begins a transaction and does not end it does nothing at all. */
export const uncommittedTransaction: LintRule = {
  code: "uncommitted-transaction",
  aliases: ["ban-uncommitted-transaction"],
  class: "risky",
  severity: "error",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  isForOtherRunners: true,
  check: ({ statements }) => {
    const last = statements.findLast(({ node }) => "TransactionStmt" in node);
    const kind = last && "TransactionStmt" in last.node ? last.node.TransactionStmt.kind : undefined;
    const isOpen =
      kind !== undefined &&
      kind !== "TRANS_STMT_COMMIT" &&
      kind !== "TRANS_STMT_ROLLBACK" &&
      !kind.endsWith("PREPARED");
    return isOpen && last
      ? [
          {
            statementIndex: last.index,
            subject: last.sql,
            message:
              "The script ends inside this transaction, and all of it is undone when the session ends. Add COMMIT.",
          },
        ]
      : [];
  },
};
