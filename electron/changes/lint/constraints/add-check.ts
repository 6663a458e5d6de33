import { addedColumn, addedConstraint, columnConstraints, tableCommands } from "../nodes.ts";
import type { LintRule } from "../rule.ts";
import { notValidFix } from "./constraint-fix.ts";

/** ADD CHECK without NOT VALID reads the whole table under AccessExclusive. */
export const addCheck: LintRule = {
  code: "add-check-valid",
  alias: "constraint-missing-not-valid",
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  directions: ["up", "down"],
  check: ({ statements, isNew }) =>
    tableCommands(statements).flatMap((command) => {
      const { statement, table } = command;
      const added = addedConstraint(command);
      const column = addedColumn(command);
      const all = [...(added ? [added] : []), ...(column ? columnConstraints(column) : [])];
      return all.flatMap(({ contype, skip_validation, conname }) => {
        if (contype !== "CONSTR_CHECK" || skip_validation || isNew(table, statement.index)) return [];
        const fix = added ? notValidFix(command, conname) : null;
        return [
          {
            statementIndex: statement.index,
            subject: conname ?? table,
            message: "Nobody reads or writes the table while every row is checked.",
            ...(fix ? { fix } : {}),
          },
        ];
      });
    }),
};
