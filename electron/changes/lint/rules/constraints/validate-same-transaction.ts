import { transactionsOf } from "../../reading/transactions.ts";
import type { LintRule } from "../../rule.ts";

/** NOT VALID and VALIDATE in one transaction: the lock of the first is held through the scan of the second. */
export const validateSameTransaction: LintRule = {
  code: "validate-same-transaction",
  aliases: ["constraint-missing-not-valid"],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "scan",
  directions: ["up", "down"],
  check: (script) => {
    const { commands, constraints } = script.written;
    const validated = commands.filter(({ command }) => command.subtype === "AT_ValidateConstraint");
    if (validated.length === 0) return [];
    return transactionsOf(script).flatMap((statements) => {
      const places = new Set(statements.map(({ index }) => index));
      const unchecked = constraints.filter(
        ({ statement, constraint }) => constraint.skip_validation && places.has(statement.index),
      );
      return validated.flatMap(({ statement, table, command }) => {
        if (!places.has(statement.index)) return [];
        const added = unchecked.find((one) => one.table === table && one.constraint.conname === command.name);
        if (!added) return [];
        const isKey = added.constraint.contype === "CONSTR_FOREIGN";
        return [
          {
            statementIndex: statement.index,
            relation: table,
            ...(isKey ? { lock: "ShareRowExclusive" } : {}),
            subject: `${table}.${command.name ?? ""}`,
            message:
              "It was added in the same transaction, whose lock is held while the rows are checked. Validate it in a migration of its own.",
          },
        ];
      });
    });
  },
};
