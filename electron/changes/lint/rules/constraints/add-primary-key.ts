import type { LintRule } from "../../rule.ts";
import { addedConstraintsOf, usingIndexFix } from "./constraint-fix.ts";

/** ADD PRIMARY KEY without USING INDEX builds its index, and checks for NULLs, under AccessExclusive. */
export const addPrimaryKey: LintRule = {
  code: "add-primary-key",
  aliases: ["adding-serial-primary-key-field"],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "build",
  directions: ["up", "down"],
  check: (script) =>
    addedConstraintsOf(script, "CONSTR_PRIMARY")
      .filter(({ constraint }) => !constraint.indexname)
      .map((found) => ({
        statementIndex: found.statement.index,
        relation: found.table,
        subject: found.constraint.conname ?? found.table,
        message:
          "Nobody reads or writes the table while the index is built and its columns are checked; it fails on duplicates and NULLs.",
        fix: usingIndexFix(found),
      })),
};
