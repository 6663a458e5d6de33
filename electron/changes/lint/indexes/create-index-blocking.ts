import { relationName } from "../nodes.ts";
import type { LintRule } from "../rule.ts";

/** CREATE INDEX holds a Share lock for the whole build: nobody writes meanwhile. */
export const createIndexBlocking: LintRule = {
  code: "create-index-blocking",
  alias: "require-concurrent-index-creation",
  class: "risky",
  severity: "warning",
  lock: "Share",
  directions: ["up", "down"],
  check: ({ statements, isNew }) =>
    statements.flatMap(({ node, index, sql }) => {
      if (!("IndexStmt" in node) || node.IndexStmt.concurrent) return [];
      const table = relationName(node.IndexStmt.relation);
      if (isNew(table, index)) return [];
      return [
        {
          statementIndex: index,
          subject: table,
          message: `Writes to ${table} wait until the index is built.`,
          fix: {
            title: "Build it without blocking writes",
            sql: sql.replace(/^(create\s+(?:unique\s+)?index)\b/i, "$1 CONCURRENTLY"),
            transactional: false,
          },
        },
      ];
    }),
};
