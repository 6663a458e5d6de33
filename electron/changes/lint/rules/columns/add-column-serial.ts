import type { LintRule } from "../../rule.ts";
import { addEmptyFix, addedColumnsOf, columnSubject, constraintKinds, serialType } from "./column-parts.ts";

/** ADD COLUMN serial: every row gets a number of its own, so all of them are written again. */
export const addColumnSerial: LintRule = {
  code: "add-column-serial",
  aliases: ["adding-serial-primary-key-field"],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "rewrite",
  directions: ["up", "down"],
  check: (script) =>
    addedColumnsOf(script).flatMap((found) => {
      const type = serialType(found.column);
      if (type === null) return [];
      const isPlain = constraintKinds(found.column).length === 0;
      return [
        {
          statementIndex: found.statement.index,
          relation: found.table,
          subject: columnSubject(found),
          message: "Every row gets a number of its own, so the whole table is written again.",
          fix: isPlain ? addEmptyFix(found, type, null) : null,
        },
      ];
    }),
};
