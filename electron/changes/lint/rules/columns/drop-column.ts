import type { LintRule } from "../../rule.ts";

/** DROP COLUMN: the values are lost, and whoever still names the column fails. */
export const dropColumn: LintRule = {
  code: "drop-column",
  aliases: ["ban-drop-column"],
  class: "breaking",
  severity: "error",
  lock: "AccessExclusive",
  cost: "metadata",
  directions: ["up"],
  check: ({ written, catalog }) =>
    written.commands
      .filter(({ command }) => command.subtype === "AT_DropColumn")
      .map(({ statement, table, command }) => {
        const users = (catalog?.relation(table)?.dependents ?? []).filter(({ column }) => column === command.name);
        return {
          statementIndex: statement.index,
          relation: table,
          subject: `${table}.${command.name ?? ""}`,
          message: `The values are lost, and whoever still names the column fails. Deploy code that ignores it first.${
            users.length > 0 ? ` It is used by ${users.map(({ what }) => what).join(", ")}.` : ""
          }`,
        };
      }),
};
