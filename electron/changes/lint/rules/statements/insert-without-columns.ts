import { relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** INSERT without a list of columns goes by their order, which differs between databases of one schema. */
export const insertWithoutColumns: LintRule = {
  code: "insert-without-columns",
  aliases: [],
  class: "safe",
  severity: "warning",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  check: ({ statements }) =>
    statements.flatMap(({ node, index }) => {
      if (!("InsertStmt" in node) || node.InsertStmt.cols?.length || !node.InsertStmt.selectStmt) return [];
      const table = relationName(node.InsertStmt.relation);
      return [
        {
          statementIndex: index,
          subject: table,
          message: "Values go to columns by their order, which an added or dropped column changes. Name the columns.",
        },
      ];
    }),
};
