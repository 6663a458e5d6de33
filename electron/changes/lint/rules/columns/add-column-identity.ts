import { lastName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";
import { addEmptyFix, addedColumnsOf, columnSubject, constraintKinds } from "./column-parts.ts";

/** ADD COLUMN ... AS IDENTITY numbers the rows that are there, and writes all of them again. */
export const addColumnIdentity: LintRule = {
  code: "add-column-identity",
  aliases: ["adding-field-with-default"],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "rewrite",
  directions: ["up", "down"],
  check: (script) =>
    addedColumnsOf(script)
      .filter(({ column }) => constraintKinds(column).includes("CONSTR_IDENTITY"))
      .map((found) => {
        const type = { int2: "smallint", int4: "integer", int8: "bigint" }[lastName(found.column.typeName?.names)];
        const isPlain = constraintKinds(found.column).length === 1 && type !== undefined;
        return {
          statementIndex: found.statement.index,
          relation: found.table,
          subject: columnSubject(found),
          message: "Every row gets a number of its own, so the whole table is written again.",
          fix: isPlain ? addEmptyFix(found, type, null) : null,
        };
      }),
};
