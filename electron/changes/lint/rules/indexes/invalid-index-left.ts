import { relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** An index that is built CONCURRENTLY and fails stays behind invalid: without a name it cannot be found, and IF NOT EXISTS takes it for done. */
export const invalidIndexLeft: LintRule = {
  code: "invalid-index-left",
  aliases: ["prefer-robust-stmts"],
  class: "safe",
  severity: "warning",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  check: ({ statements, catalog }) =>
    statements.flatMap(({ node, index }) => {
      if (!("IndexStmt" in node) || !node.IndexStmt.concurrent) return [];
      const { idxname, if_not_exists, relation } = node.IndexStmt;
      const table = relationName(relation);
      const hit = (message: string) => [{ statementIndex: index, subject: idxname ?? table, message }];
      if (!idxname) return hit("Name the index: an interrupted build of it cannot be repaired otherwise.");
      const standing = catalog?.relation(table)?.indexes.find(({ name }) => name === idxname);
      if (standing && !standing.isValid)
        return hit(
          "An invalid index of that name is there, left behind by an earlier build. Drop it CONCURRENTLY first.",
        );
      return if_not_exists ? hit("IF NOT EXISTS also accepts an invalid index that an earlier build left behind.") : [];
    }),
};
