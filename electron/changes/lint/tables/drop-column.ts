import { tableCommands } from "../nodes.ts";
import type { LintRule } from "../rule.ts";

/** DROP COLUMN: the values are lost, and whoever still names the column fails. */
export const dropColumn: LintRule = {
  code: "drop-column",
  alias: "ban-drop-column",
  class: "breaking",
  severity: "error",
  lock: "AccessExclusive",
  directions: ["up"],
  check: ({ statements, isNew }) =>
    tableCommands(statements).flatMap(({ statement, table, command }) =>
      command.subtype === "AT_DropColumn" && !isNew(table, statement.index)
        ? [
            {
              statementIndex: statement.index,
              subject: `${table}.${command.name ?? ""}`,
              message:
                "The values are lost, and whoever still names the column fails. Deploy code that ignores it first.",
            },
          ]
        : [],
    ),
};
