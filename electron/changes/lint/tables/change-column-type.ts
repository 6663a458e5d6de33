import { tableCommands } from "../nodes.ts";
import type { LintRule } from "../rule.ts";

/** ALTER COLUMN TYPE rewrites table and indexes unless the old type is binary-compatible, which only a rehearsal shows. */
export const changeColumnType: LintRule = {
  code: "change-column-type",
  alias: "changing-column-type",
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  directions: ["up"],
  check: ({ statements, isNew }) =>
    tableCommands(statements).flatMap(({ statement, table, command }) =>
      command.subtype === "AT_AlterColumnType" && !isNew(table, statement.index)
        ? [
            {
              statementIndex: statement.index,
              subject: `${table}.${command.name ?? ""}`,
              message:
                "Nobody reads or writes the table while it is rewritten, which most changes of type do. The rehearsal shows whether this one does.",
            },
          ]
        : [],
    ),
};
