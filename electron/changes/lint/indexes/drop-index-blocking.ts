import { droppedNames } from "../nodes.ts";
import type { LintRule } from "../rule.ts";

/** DROP INDEX takes AccessExclusive on the table, and queues behind every reader, with everybody else behind it. */
export const dropIndexBlocking: LintRule = {
  code: "drop-index-blocking",
  alias: "require-concurrent-index-deletion",
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  directions: ["up", "down"],
  check: ({ statements }) =>
    statements.flatMap(({ node, index, sql }) => {
      if (!("DropStmt" in node) || node.DropStmt.removeType !== "OBJECT_INDEX" || node.DropStmt.concurrent) return [];
      const names = droppedNames(node.DropStmt);
      // CONCURRENTLY takes one index and no CASCADE.
      const canBeOnline = names.length === 1 && node.DropStmt.behavior !== "DROP_CASCADE";
      return [
        {
          statementIndex: index,
          subject: names.join(", "),
          message: "Dropping an index locks its table, and waits for everybody who reads it.",
          ...(canBeOnline
            ? {
                fix: {
                  title: "Drop it without locking the table",
                  sql: sql.replace(/^(drop\s+index)\b/i, "$1 CONCURRENTLY"),
                  transactional: false,
                },
              }
            : {}),
        },
      ];
    }),
};
