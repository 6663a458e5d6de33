import { lockFootprint } from "../../reading/lock-footprint.ts";
import type { LintRule } from "../../rule.ts";

/** A table that the acting role does not own: Postgres refuses to change it. */
export const ownership: LintRule = {
  code: "ownership",
  aliases: [],
  class: "risky",
  severity: "warning",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  check: ({ statements, catalog, isNew }) => {
    const hasRole = statements.find(({ node }) => "VariableSetStmt" in node && node.VariableSetStmt.name === "role");
    return statements.flatMap(({ node, index }) => {
      if (hasRole && hasRole.index < index) return [];
      const foreign = lockFootprint(node).filter(
        ({ relation }) => !isNew(relation, index) && catalog?.relation(relation)?.isOwnedByUser === false,
      );
      return [...new Set(foreign.map(({ relation }) => relation))].map((relation) => ({
        statementIndex: index,
        subject: relation,
        message: `${relation} belongs to a role that neither you nor the database's owner act for, so Postgres refuses to change it.`,
      }));
    });
  },
};
