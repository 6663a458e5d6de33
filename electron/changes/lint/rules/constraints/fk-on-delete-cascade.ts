import { relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** ON DELETE CASCADE: one DELETE may take along more rows than anybody looked at. */
export const fkOnDeleteCascade: LintRule = {
  code: "fk-on-delete-cascade",
  aliases: [],
  class: "safe",
  severity: "info",
  lock: null,
  cost: null,
  directions: ["up"],
  check: ({ written }) =>
    written.constraints
      .filter(({ constraint }) => constraint.contype === "CONSTR_FOREIGN" && constraint.fk_del_action === "c")
      .map(({ statement, table, constraint }) => ({
        statementIndex: statement.index,
        subject: `${table} → ${relationName(constraint.pktable)}`,
        message: `Deleting a row of ${relationName(constraint.pktable)} deletes all of its rows in ${table}, in the same transaction.`,
      })),
};
