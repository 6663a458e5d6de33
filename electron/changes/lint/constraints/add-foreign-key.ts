import { addedColumn, addedConstraint, columnConstraints, relationName, tableCommands } from "../nodes.ts";
import type { LintRule } from "../rule.ts";
import { notValidFix } from "./constraint-fix.ts";

/** ADD FOREIGN KEY without NOT VALID: both tables are locked against writes while every row is looked up. */
export const addForeignKey: LintRule = {
  code: "add-fk-valid",
  alias: "adding-foreign-key-constraint",
  class: "risky",
  severity: "warning",
  lock: "ShareRowExclusive",
  directions: ["up", "down"],
  check: ({ statements, isNew }) =>
    tableCommands(statements).flatMap((command) => {
      const { statement, table } = command;
      const added = addedConstraint(command);
      const column = addedColumn(command);
      const all = [...(added ? [added] : []), ...(column ? columnConstraints(column) : [])];
      return all.flatMap(({ contype, skip_validation, pktable, conname }) => {
        if (contype !== "CONSTR_FOREIGN" || skip_validation || isNew(table, statement.index)) return [];
        const fix = added ? notValidFix(command, conname) : null;
        const other = relationName(pktable);
        return [
          {
            statementIndex: statement.index,
            subject: `${table} → ${other}`,
            message: `Nobody writes to ${table} or ${other} while every row is checked.`,
            ...(fix ? { fix } : {}),
          },
        ];
      });
    }),
};
