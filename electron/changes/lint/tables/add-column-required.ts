import { addedColumn, columnConstraints, tableCommands } from "../nodes.ts";
import type { LintRule } from "../rule.ts";

/** ADD COLUMN ... NOT NULL without a default fails on a table with rows, and breaks writers that do not know the column. */
export const addColumnRequired: LintRule = {
  code: "add-column-required",
  alias: "adding-required-field",
  class: "breaking",
  severity: "error",
  lock: "AccessExclusive",
  directions: ["up"],
  check: ({ statements, isNew }) =>
    tableCommands(statements).flatMap((command) => {
      const column = addedColumn(command);
      const { statement, table } = command;
      if (!column || isNew(table, statement.index)) return [];
      const kinds = columnConstraints(column).map(({ contype }) => contype);
      const isRequired = kinds.includes("CONSTR_NOTNULL") || kinds.includes("CONSTR_PRIMARY");
      const isFilled = kinds.some(
        (kind) => kind === "CONSTR_DEFAULT" || kind === "CONSTR_IDENTITY" || kind === "CONSTR_GENERATED",
      );
      if (!isRequired || isFilled) return [];
      return [
        {
          statementIndex: statement.index,
          subject: `${table}.${column.colname ?? ""}`,
          message: "It fails if the table has rows, and whoever inserts without the column fails afterwards.",
        },
      ];
    }),
};
