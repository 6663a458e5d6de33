import { insertAfterWord } from "../../edits.ts";
import { relationName } from "../../nodes.ts";
import type { LintRule, LintScript, RuleFix } from "../../rule.ts";

/** CREATE INDEX holds a Share lock for the whole build: nobody writes meanwhile. */
export const createIndexBlocking: LintRule = {
  code: "create-index-blocking",
  aliases: ["require-concurrent-index-creation"],
  class: "risky",
  severity: "warning",
  lock: "Share",
  cost: "build",
  directions: ["up", "down"],
  check: (script) =>
    script.statements.flatMap((statement) => {
      const { node, index } = statement;
      if (!("IndexStmt" in node) || node.IndexStmt.concurrent) return [];
      const { relation } = node.IndexStmt;
      // ON ONLY makes an index of the parent that has no rows, until the partitions' indexes are attached.
      if (relation?.inh !== true) return [];
      const table = relationName(relation);
      return [
        {
          statementIndex: index,
          relation: table,
          subject: table,
          message: `Writes to ${table} wait until the index is built.`,
          fix: concurrentFix(script, statement, table),
        },
      ];
    }),
};

/** A partitioned table takes no CONCURRENTLY. */
function concurrentFix(
  { catalog }: LintScript,
  statement: LintScript["statements"][number],
  table: string,
): RuleFix | null {
  if (catalog?.relation(table)?.kind === "p") return null;
  const edit = insertAfterWord(statement, "index", " CONCURRENTLY");
  return edit && { title: "Build it without blocking writes", edits: [edit], transactional: false };
}
