import type { LintRule } from "../../rule.ts";
import { addedConstraintsOf, notValidFix } from "./constraint-fix.ts";

/** ADD CHECK without NOT VALID reads the whole table under AccessExclusive. */
export const addCheckValid: LintRule = {
  code: "add-check-valid",
  aliases: ["constraint-missing-not-valid"],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "scan",
  directions: ["up", "down"],
  check: (script) =>
    addedConstraintsOf(script, "CONSTR_CHECK")
      .filter(({ constraint }) => !constraint.skip_validation)
      .map((found) => ({
        statementIndex: found.statement.index,
        relation: found.table,
        subject: found.constraint.conname ?? found.table,
        message: "Nobody reads or writes the table while every row is checked.",
        fix: notValidFix(found),
      })),
};
