import type { LintRule } from "../../rule.ts";

/** SET and DROP DEFAULT change the catalog only, but wait for the table and let others wait behind. */
export const setDefault: LintRule = {
  code: "set-default",
  aliases: [],
  class: "safe",
  severity: "info",
  lock: "AccessExclusive",
  cost: "metadata",
  directions: ["up"],
  check: ({ written }) =>
    written.commands
      .filter(({ command }) => command.subtype === "AT_ColumnDefault")
      .map(({ statement, table, command }) => ({
        statementIndex: statement.index,
        relation: table,
        subject: `${table}.${command.name ?? ""}`,
        message: "It holds for rows to come; those that are there keep their values.",
      })),
};
