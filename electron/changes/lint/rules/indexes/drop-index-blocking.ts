import { insertAfterWord } from "../../edits.ts";
import { droppedNames } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** DROP INDEX takes AccessExclusive on the table, and queues behind every reader, with everybody else behind it. */
export const dropIndexBlocking: LintRule = {
  code: "drop-index-blocking",
  aliases: ["require-concurrent-index-deletion"],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "metadata",
  directions: ["up", "down"],
  check: ({ statements, catalog }) =>
    statements.flatMap((statement) => {
      const { node, index } = statement;
      if (!("DropStmt" in node) || node.DropStmt.removeType !== "OBJECT_INDEX" || node.DropStmt.concurrent) return [];
      const names = droppedNames(node.DropStmt);
      // CONCURRENTLY takes one index, no CASCADE, and none of a partitioned table.
      const isPartitioned = names.some((name) => catalog?.relation(name)?.kind === "I");
      const canBeOnline = names.length === 1 && node.DropStmt.behavior !== "DROP_CASCADE" && !isPartitioned;
      const edit = canBeOnline ? insertAfterWord(statement, "index", " CONCURRENTLY") : null;
      const tables = [...new Set(names.flatMap((name) => catalog?.relation(name)?.tableName ?? []))];
      return [
        {
          statementIndex: index,
          subject: names.join(", "),
          message: `Dropping an index locks its table${tables.length > 0 ? `, ${tables.join(", ")}` : ""}, and waits for everybody who reads it.`,
          fix: edit && { title: "Drop it without locking the table", edits: [edit], transactional: false },
        },
      ];
    }),
};
