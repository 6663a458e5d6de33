import { lockFootprint } from "../../reading/lock-footprint.ts";
import type { LintRule } from "../../rule.ts";

/** What takes ShareUpdateExclusive only: it lets everybody read and write, and keeps out VACUUM and other DDL. */
export const weakLockDdl: LintRule = {
  code: "weak-lock-ddl",
  aliases: [],
  class: "safe",
  severity: "info",
  lock: "ShareUpdateExclusive",
  cost: "metadata",
  directions: ["up"],
  check: ({ statements }) =>
    statements.flatMap(({ node, index, isTransactional }) => {
      const locks = lockFootprint(node);
      const [first] = locks;
      if (!first || !isTransactional || locks.some(({ mode }) => mode !== "ShareUpdateExclusive")) return [];
      if ("CommentStmt" in node || isValidation(node)) return [];
      return [
        {
          statementIndex: index,
          relation: first.relation,
          subject: first.relation,
          message:
            "It lets everybody read and write, but waits for a VACUUM or other DDL of the table, and they wait for it.",
        },
      ];
    }),
};

/** Validating under this lock is the very form that is advised. */
function isValidation(node: object): boolean {
  return JSON.stringify(node).includes('"AT_ValidateConstraint"');
}
