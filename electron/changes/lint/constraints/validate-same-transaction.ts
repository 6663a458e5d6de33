import { segmentsOf } from "../../../../shared/changes/segments.ts";
import { addedConstraint, tableCommands } from "../nodes.ts";
import type { LintRule } from "../rule.ts";

/** NOT VALID and VALIDATE in one transaction: the lock of the first is held through the scan of the second. */
export const validateSameTransaction: LintRule = {
  code: "validate-same-transaction",
  alias: "constraint-missing-not-valid",
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  directions: ["up", "down"],
  check: ({ statements, isNew }) =>
    segmentsOf(statements).flatMap((segment) => {
      const commands = tableCommands(segment.statements);
      const unchecked = commands.flatMap((command) => {
        const constraint = addedConstraint(command);
        return constraint?.skip_validation && constraint.conname ? [`${command.table} ${constraint.conname}`] : [];
      });
      return commands.flatMap(({ statement, table, command }) =>
        command.subtype === "AT_ValidateConstraint" &&
        unchecked.includes(`${table} ${command.name ?? ""}`) &&
        !isNew(table, statement.index)
          ? [
              {
                statementIndex: statement.index,
                subject: `${table}.${command.name ?? ""}`,
                message:
                  "It was added in the same transaction, whose lock is held while the rows are checked. Validate it in a migration of its own.",
              },
            ]
          : [],
      );
    }),
};
