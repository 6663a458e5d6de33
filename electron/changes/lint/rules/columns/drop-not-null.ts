import type { LintRule } from "../../rule.ts";

/** DROP NOT NULL: whoever reads the column may now get NULL. */
export const dropNotNull: LintRule = {
  code: "drop-not-null",
  aliases: ["ban-drop-not-null"],
  class: "safe",
  severity: "info",
  lock: "AccessExclusive",
  cost: "metadata",
  directions: ["up"],
  check: ({ written }) =>
    written.commands
      .filter(({ command }) => command.subtype === "AT_DropNotNull")
      .map(({ statement, table, command }) => ({
        statementIndex: statement.index,
        relation: table,
        subject: `${table}.${command.name ?? ""}`,
        message: "Whoever reads the column has to expect NULL from now on.",
      })),
};
