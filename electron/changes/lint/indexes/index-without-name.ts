import { relationName } from "../nodes.ts";
import type { LintRule } from "../rule.ts";

/** An index that is built CONCURRENTLY and fails stays behind invalid; without a name it cannot be found and repaired. */
export const indexWithoutName: LintRule = {
  code: "invalid-index-left",
  alias: "prefer-robust-stmts",
  class: "safe",
  severity: "warning",
  lock: null,
  directions: ["up", "down"],
  check: ({ statements }) =>
    statements.flatMap(({ node, index }) => {
      if (!("IndexStmt" in node) || !node.IndexStmt.concurrent) return [];
      const { idxname, if_not_exists, relation } = node.IndexStmt;
      const subject = idxname ?? relationName(relation);
      if (!idxname)
        return [
          {
            statementIndex: index,
            subject,
            message: "Name the index: an interrupted build of it cannot be repaired otherwise.",
          },
        ];
      if (!if_not_exists) return [];
      return [
        {
          statementIndex: index,
          subject,
          message: "IF NOT EXISTS also accepts an invalid index that an earlier build left behind.",
        },
      ];
    }),
};
