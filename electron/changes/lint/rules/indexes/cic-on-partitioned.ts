import { relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** CREATE INDEX CONCURRENTLY on a partitioned table: Postgres refuses it. */
export const cicOnPartitioned: LintRule = {
  code: "cic-on-partitioned",
  aliases: [],
  class: "risky",
  severity: "error",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  check: ({ statements, catalog }) => {
    const parted = new Set(
      statements.flatMap(({ node }) =>
        "CreateStmt" in node && node.CreateStmt.partspec ? [relationName(node.CreateStmt.relation)] : [],
      ),
    );
    return statements.flatMap(({ node, index }) => {
      if (!("IndexStmt" in node) || !node.IndexStmt.concurrent) return [];
      const table = relationName(node.IndexStmt.relation);
      if (!parted.has(table) && catalog?.relation(table)?.kind !== "p") return [];
      return [
        {
          statementIndex: index,
          subject: table,
          message: `Postgres refuses CONCURRENTLY on a partitioned table. Create the index ON ONLY ${table}, build one CONCURRENTLY on each partition, and attach them.`,
        },
      ];
    });
  },
};
