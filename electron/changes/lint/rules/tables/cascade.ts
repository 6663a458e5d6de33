import { droppedNames, relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";
import { dependentsText } from "./dropped-objects.ts";

/** CASCADE: victims that the statement does not list. */
export const cascade: LintRule = {
  code: "cascade",
  aliases: ["ban-truncate-cascade"],
  class: "breaking",
  severity: "error",
  lock: "AccessExclusive",
  cost: "metadata",
  directions: ["up"],
  check: ({ statements, isNew, catalog, written }) => [
    ...statements.flatMap(({ node, index }) => {
      const drop = "DropStmt" in node ? node.DropStmt : null;
      const truncate = "TruncateStmt" in node ? node.TruncateStmt : null;
      if ((drop ?? truncate)?.behavior !== "DROP_CASCADE") return [];
      const all = drop
        ? droppedNames(drop)
        : (truncate?.relations ?? []).flatMap((one) => ("RangeVar" in one ? [relationName(one.RangeVar)] : []));
      const names = all.filter((name) => !isNew(name, index));
      if (names.length === 0) return [];
      const what = drop ? "takes along whatever depends on it" : "empties every table whose foreign keys lead here";
      return [
        {
          statementIndex: index,
          subject: names.join(", "),
          message: `CASCADE ${what}, unlisted. Name what is meant.${dependentsText(names, catalog)}`,
        },
      ];
    }),
    ...written.commands
      .filter(({ command }) => command.behavior === "DROP_CASCADE" && command.subtype === "AT_DropColumn")
      .map(({ statement, table, command }) => ({
        statementIndex: statement.index,
        relation: table,
        subject: `${table}.${command.name ?? ""}`,
        message: "CASCADE takes along whatever depends on the column, unlisted. Name what is meant.",
      })),
  ],
};
