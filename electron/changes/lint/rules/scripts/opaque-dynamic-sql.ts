import type { LintRule } from "../../rule.ts";

/** DO with EXECUTE: what it will run cannot be read here. */
export const opaqueDynamicSql: LintRule = {
  code: "opaque-dynamic-sql",
  aliases: [],
  class: "risky",
  severity: "info",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  check: ({ statements }) =>
    statements.flatMap(({ node, index, sql }) =>
      "DoStmt" in node && /\bexecute\b/i.test(sql)
        ? [
            {
              statementIndex: index,
              subject: "EXECUTE",
              message:
                "It makes its statements when it runs, so nothing here can say what they lock. The rehearsal shows it.",
            },
          ]
        : [],
    ),
};
