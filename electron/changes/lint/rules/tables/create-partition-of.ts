import { relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** CREATE TABLE ... PARTITION OF takes AccessExclusive on the parent; ATTACH takes ShareUpdateExclusive. */
export const createPartitionOf: LintRule = {
  code: "create-partition-of",
  aliases: [],
  class: "safe",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "metadata",
  directions: ["up", "down"],
  check: ({ statements }) =>
    statements.flatMap(({ node, index }) => {
      if (!("CreateStmt" in node) || !node.CreateStmt.partbound) return [];
      const [first] = node.CreateStmt.inhRelations ?? [];
      const parent = first && "RangeVar" in first ? relationName(first.RangeVar) : "";
      return [
        {
          statementIndex: index,
          relation: parent,
          subject: `${relationName(node.CreateStmt.relation)} → ${parent}`,
          message: `It waits for everybody who reads ${parent}, and whoever comes later waits behind it. A table made by itself and then attached does not.`,
        },
      ];
    }),
};
