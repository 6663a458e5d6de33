import type { LintRule } from "../../rule.ts";
import { addedColumnsOf, columnSubject, constraintKinds, serialType } from "./column-parts.ts";

const filling: readonly (string | undefined)[] = ["CONSTR_DEFAULT", "CONSTR_IDENTITY", "CONSTR_GENERATED"];

/** ADD COLUMN ... NOT NULL without a default fails on a table with rows, and breaks writers that do not know the column. */
export const addColumnRequired: LintRule = {
  code: "add-column-required",
  aliases: ["adding-required-field"],
  class: "breaking",
  severity: "error",
  lock: "AccessExclusive",
  cost: "scan",
  directions: ["up"],
  check: (script) =>
    addedColumnsOf(script).flatMap((found) => {
      const kinds = constraintKinds(found.column);
      const isRequired = kinds.includes("CONSTR_NOTNULL") || kinds.includes("CONSTR_PRIMARY");
      const isFilled = kinds.some((kind) => filling.includes(kind)) || serialType(found.column) !== null;
      if (!isRequired || isFilled) return [];
      return [
        {
          statementIndex: found.statement.index,
          relation: found.table,
          cost: "scan" as const,
          subject: columnSubject(found),
          message:
            "It fails if the table has rows, and whoever inserts without the column fails afterwards. Add it nullable, fill it, then set NOT NULL.",
        },
      ];
    }),
};
