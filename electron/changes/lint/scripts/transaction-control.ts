import type { LintRule } from "../rule.ts";

/** BEGIN, COMMIT and the like would end the transaction in which the ledger's rows are written. */
export const transactionControl: LintRule = {
  code: "transaction-control",
  alias: "transaction-nesting",
  class: "risky",
  severity: "error",
  lock: null,
  directions: ["up", "down"],
  check: ({ statements }) =>
    statements
      .filter(({ isTransactionControl }) => isTransactionControl)
      .map(({ index, sql }) => ({
        statementIndex: index,
        subject: sql,
        message: "Steward makes the transactions itself and does not run scripts that do. Remove it.",
      })),
};
