import { relationName } from "../../nodes.ts";
import type { LintRule, LintScript } from "../../rule.ts";
import { addedConstraintsOf, notValidFix } from "./constraint-fix.ts";

/** ADD FOREIGN KEY without NOT VALID: both tables are locked against writes while every row is looked up. */
export const addFkValid: LintRule = {
  code: "add-fk-valid",
  aliases: ["adding-foreign-key-constraint"],
  class: "risky",
  severity: "warning",
  lock: "ShareRowExclusive",
  cost: "scan",
  directions: ["up", "down"],
  check: (script) =>
    addedConstraintsOf(script, "CONSTR_FOREIGN")
      .filter(({ constraint }) => !constraint.skip_validation)
      .map((found) => {
        const { table, statement, constraint } = found;
        const other = relationName(constraint.pktable);
        return {
          statementIndex: statement.index,
          relation: table,
          subject: `${table} → ${other}`,
          message: `Nobody writes to ${table} or ${other} while every row is looked up.`,
          fix: isRefused(table, script) ? null : notValidFix(found),
        };
      }),
};

/** Before version 18 a partitioned table takes no foreign key that is not checked. */
function isRefused(table: string, { catalog, version }: LintScript): boolean {
  return catalog?.relation(table)?.kind === "p" && (version === null || version.major < 18);
}
