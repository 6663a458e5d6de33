import type { LintRule } from "../../rule.ts";
import { isLimited } from "./limits.ts";

/** A transaction of the script's own without idle_in_transaction_session_timeout: a lost client leaves its locks behind. */
export const idleTimeoutMissing: LintRule = {
  code: "idle-timeout-missing",
  aliases: [],
  class: "safe",
  severity: "info",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  isForOtherRunners: true,
  check: ({ statements }) => {
    const begin = statements.find(({ node }) => {
      const kind = "TransactionStmt" in node ? node.TransactionStmt.kind : undefined;
      return kind === "TRANS_STMT_BEGIN" || kind === "TRANS_STMT_START";
    });
    const end = statements.length;
    if (!begin || isLimited(statements, "idle_in_transaction_session_timeout", end)) return [];
    const isNamed = statements.some(
      ({ node }) => "VariableSetStmt" in node && node.VariableSetStmt.name === "application_name",
    );
    return [
      {
        statementIndex: begin.index,
        subject: "BEGIN",
        message: `A client that hangs in this transaction keeps its locks. Set idle_in_transaction_session_timeout${isNamed ? "" : ", and application_name so that it can be found"}.`,
      },
    ];
  },
};
