import { insertAfterWord } from "../../edits.ts";
import { relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** REFRESH MATERIALIZED VIEW takes AccessExclusive on it; CONCURRENTLY, which needs a unique index, lets readers through. */
export const refreshMatview: LintRule = {
  code: "refresh-matview",
  aliases: [],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "rewrite",
  directions: ["up", "down"],
  check: ({ statements, catalog }) =>
    statements.flatMap((statement) => {
      const { node, index } = statement;
      if (!("RefreshMatViewStmt" in node) || node.RefreshMatViewStmt.concurrent) return [];
      const view = relationName(node.RefreshMatViewStmt.relation);
      const known = catalog?.relation(view);
      const canBeOnline =
        !known || known.indexes.some(({ isUnique, isPartial, isValid }) => isUnique && isValid && !isPartial);
      const edit =
        canBeOnline && !node.RefreshMatViewStmt.skipData ? insertAfterWord(statement, "view", " CONCURRENTLY") : null;
      return [
        {
          statementIndex: index,
          relation: view,
          subject: view,
          message: `Nobody reads ${view} until it is computed.${canBeOnline ? "" : " CONCURRENTLY would need a unique index on it."}`,
          fix: edit && { title: "Let readers through, by a unique index", edits: [edit], transactional: true },
        },
      ];
    }),
};
