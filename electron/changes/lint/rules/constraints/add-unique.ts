import type { LintRule } from "../../rule.ts";
import { addedConstraintsOf, usingIndexFix } from "./constraint-fix.ts";

/** ADD UNIQUE without USING INDEX builds its index under AccessExclusive. */
export const addUnique: LintRule = {
  code: "add-unique",
  aliases: ["disallowed-unique-constraint"],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "build",
  directions: ["up", "down"],
  check: (script) =>
    addedConstraintsOf(script, "CONSTR_UNIQUE")
      .filter(({ constraint }) => !constraint.indexname)
      .map((found) => ({
        statementIndex: found.statement.index,
        relation: found.table,
        subject: found.constraint.conname ?? found.table,
        message: "Nobody reads or writes the table while the index is built; it fails on duplicates.",
        fix: usingIndexFix(found),
      })),
};
