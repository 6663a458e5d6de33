import { createdRelations } from "../../nodes.ts";
import { lockFootprint } from "../../reading/lock-footprint.ts";
import type { LintRule } from "../../rule.ts";

/** House rule: a table is named with its schema, so that the search path decides nothing. */
export const requireTableSchema: LintRule = {
  code: "require-table-schema",
  aliases: ["require-table-schema"],
  class: "safe",
  severity: "info",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  isOptional: true,
  check: ({ statements }) =>
    statements.flatMap(({ node, index }) => {
      const names = [...lockFootprint(node).map(({ relation }) => relation), ...createdRelations(node)];
      return [...new Set(names)]
        .filter((name) => name !== "" && !name.includes("."))
        .map((name) => ({
          statementIndex: index,
          subject: name,
          message: "The search path decides which schema is meant. Name it.",
        }));
    }),
};
