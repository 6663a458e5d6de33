import { relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** TRUNCATE: every row is lost, and nobody reads the table until the transaction ends. */
export const truncate: LintRule = {
  code: "truncate",
  aliases: [],
  class: "breaking",
  severity: "error",
  lock: "AccessExclusive",
  cost: "metadata",
  directions: ["up"],
  check: ({ statements, isNew, catalog }) =>
    statements.flatMap(({ node, index }) => {
      if (!("TruncateStmt" in node)) return [];
      const tables = (node.TruncateStmt.relations ?? [])
        .flatMap((one) => ("RangeVar" in one ? [relationName(one.RangeVar)] : []))
        .filter((table) => !isNew(table, index) && !catalog?.relation(table)?.isEmpty);
      if (tables.length === 0) return [];
      return [
        {
          statementIndex: index,
          subject: tables.join(", "),
          message: "Every row is lost; the down script cannot bring them back.",
        },
      ];
    }),
};
