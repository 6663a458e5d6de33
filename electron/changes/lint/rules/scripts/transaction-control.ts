import { removeStatement } from "../../edits.ts";
import type { LintRule } from "../../rule.ts";

/** BEGIN, COMMIT and the like would end the transaction in which the ledger's rows are written. In other runners: one in another. */
export const transactionControl: LintRule = {
  code: "transaction-control",
  aliases: ["transaction-nesting"],
  class: "risky",
  severity: "error",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  check: ({ statements, runner, text }) => {
    if (runner === "steward")
      return statements
        .filter(({ isTransactionControl }) => isTransactionControl)
        .map((statement) => ({
          statementIndex: statement.index,
          subject: statement.sql,
          message: "Steward makes the transactions itself and does not run scripts that do. Remove it.",
          fix: { title: "Remove it", edits: [removeStatement(statement, text)], transactional: true },
        }));
    let isOpen = false;
    return statements.flatMap(({ node, index, sql }) => {
      const kind = "TransactionStmt" in node ? node.TransactionStmt.kind : undefined;
      const isBegin = kind === "TRANS_STMT_BEGIN" || kind === "TRANS_STMT_START";
      const isEnd = kind === "TRANS_STMT_COMMIT" || kind === "TRANS_STMT_ROLLBACK";
      const isWrong = (isBegin && isOpen) || (isEnd && !isOpen);
      if (isBegin) isOpen = true;
      if (isEnd) isOpen = false;
      const message = isBegin ? "A transaction is open already." : "No transaction is open.";
      return isWrong ? [{ statementIndex: index, subject: sql, severity: "warning" as const, message }] : [];
    });
  },
};
