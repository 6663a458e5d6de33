import type { LintRule } from "../../rule.ts";
import { addedConstraintsOf } from "./constraint-fix.ts";

/** ADD EXCLUDE builds its index under AccessExclusive, and knows neither NOT VALID nor CONCURRENTLY. */
export const addExclusion: LintRule = {
  code: "add-exclusion",
  aliases: [],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "build",
  directions: ["up", "down"],
  check: (script) =>
    addedConstraintsOf(script, "CONSTR_EXCLUSION").map(({ statement, table, constraint }) => ({
      statementIndex: statement.index,
      relation: table,
      subject: constraint.conname ?? table,
      message:
        "Nobody reads or writes the table while the index is built, and there is no other way to add it. Choose a quiet hour, or a new table.",
    })),
};
