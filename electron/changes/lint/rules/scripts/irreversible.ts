import { droppedNames } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** No down script: the migration cannot be rolled back, nor rehearsed in full. */
export const irreversible: LintRule = {
  code: "irreversible",
  aliases: [],
  class: "risky",
  severity: "warning",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  check: ({ hasDown, direction, statements, written }) => {
    if (direction === "up")
      return hasDown
        ? []
        : [
            {
              statementIndex: null,
              subject: "down script",
              message: "There is no down script: it can be neither rolled back nor rehearsed in full.",
            },
          ];
    const dropped = statements.flatMap(({ node, index }) =>
      "DropStmt" in node && node.DropStmt.removeType === "OBJECT_TABLE"
        ? [{ index, what: droppedNames(node.DropStmt).join(", ") }]
        : [],
    );
    const columns = written.commands
      .filter(({ command }) => command.subtype === "AT_DropColumn")
      .map(({ statement, table, command }) => ({ index: statement.index, what: `${table}.${command.name ?? ""}` }));
    return [...dropped, ...columns].map(({ index, what }) => ({
      statementIndex: index,
      subject: what,
      severity: "info" as const,
      class: "safe" as const,
      message: "Rolling back loses what was written into it since.",
    }));
  },
};
