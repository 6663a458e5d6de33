import type { LintRule } from "../../rule.ts";

/** CONCURRENTLY between BEGIN and COMMIT: Postgres refuses it (25001). */
export const concurrentlyInTransaction: LintRule = {
  code: "concurrently-in-transaction",
  aliases: ["ban-concurrent-index-creation-in-transaction"],
  class: "risky",
  severity: "error",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  check: ({ statements }) => {
    let isOpen = false;
    return statements.flatMap(({ node, index, kind, isTransactional }) => {
      if ("TransactionStmt" in node) {
        const { kind: control } = node.TransactionStmt;
        if (control === "TRANS_STMT_BEGIN" || control === "TRANS_STMT_START") isOpen = true;
        else if (control === "TRANS_STMT_COMMIT" || control === "TRANS_STMT_ROLLBACK") isOpen = false;
      }
      if (isTransactional || !isOpen) return [];
      return [{ statementIndex: index, subject: kind, message: `Postgres refuses ${kind} inside a transaction.` }];
    });
  },
};
