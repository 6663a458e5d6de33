import type { LintRule, RuleCost } from "../../rule.ts";
import { addedColumnsOf, columnSubject, constraintKinds } from "./column-parts.ts";

const costs: Readonly<Record<string, readonly [RuleCost, string]>> = {
  CONSTR_CHECK: ["scan", "every row is checked"],
  CONSTR_UNIQUE: ["build", "an index is built"],
  CONSTR_PRIMARY: ["build", "an index is built"],
  CONSTR_FOREIGN: ["scan", "every row is looked up, and the other table is locked against writes"],
};

/** A constraint beside an added column is checked at once, under the lock of ADD COLUMN. */
export const addColumnInlineConstraint: LintRule = {
  code: "add-column-inline-constraint",
  aliases: ["disallowed-unique-constraint", "adding-foreign-key-constraint"],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "scan",
  directions: ["up", "down"],
  check: (script) =>
    addedColumnsOf(script).flatMap((found) =>
      constraintKinds(found.column).flatMap((kind) => {
        const [cost, what] = costs[kind ?? ""] ?? [];
        if (cost === undefined) return [];
        return [
          {
            statementIndex: found.statement.index,
            relation: found.table,
            cost,
            subject: columnSubject(found),
            message: `Nobody reads or writes the table while ${what}. Add the column first, then its constraint by itself.`,
          },
        ];
      }),
    ),
};
