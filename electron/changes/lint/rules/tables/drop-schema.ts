import type { LintRule } from "../../rule.ts";
import { dropHits } from "./dropped-objects.ts";

/** DROP SCHEMA and DROP DATABASE: all that is in it is lost. */
export const dropSchema: LintRule = {
  code: "drop-schema",
  aliases: ["ban-drop-database"],
  class: "breaking",
  severity: "error",
  lock: "AccessExclusive",
  cost: "metadata",
  directions: ["up"],
  check: (script) => [
    ...dropHits(
      script,
      "OBJECT_SCHEMA",
      () => "The schema and everything in it is lost; the down script cannot bring rows back.",
    ),
    ...script.statements.flatMap(({ node, index }) =>
      "DropdbStmt" in node
        ? [
            {
              statementIndex: index,
              subject: node.DropdbStmt.dbname ?? "",
              message: "The database is lost with all that is in it.",
            },
          ]
        : [],
    ),
  ],
};
