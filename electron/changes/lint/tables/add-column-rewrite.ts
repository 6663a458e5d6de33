import type { ColumnDef } from "libpg-query";
import { addedColumn, calledFunctions, columnConstraints, lastName, tableCommands } from "../nodes.ts";
import type { LintRule } from "../rule.ts";

const serials: ReadonlySet<string> = new Set(["serial", "bigserial", "smallserial", "serial2", "serial4", "serial8"]);

/** Functions of a default that give the same for every row of one statement: such a column is added without a rewrite. */
const steady: ReadonlySet<string> = new Set([
  "now",
  "transaction_timestamp",
  "statement_timestamp",
  "current_setting",
  "current_database",
  "current_schema",
  "timezone",
  "date_trunc",
  "to_timestamp",
  "make_interval",
  "lower",
  "upper",
  "concat",
  "jsonb_build_object",
  "jsonb_build_array",
  "to_jsonb",
  "array_fill",
]);

/** ADD COLUMN with values that differ from row to row: every row is written again under AccessExclusive. */
export const addColumnRewrite: LintRule = {
  code: "add-column-volatile-default",
  alias: "adding-field-with-default",
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  directions: ["up"],
  check: ({ statements, isNew }) =>
    tableCommands(statements).flatMap((command) => {
      const column = addedColumn(command);
      const { statement, table } = command;
      const reason = column && !isNew(table, statement.index) ? rewriteReason(column) : null;
      if (!column || reason === null) return [];
      return [
        {
          statementIndex: statement.index,
          subject: `${table}.${column.colname ?? ""}`,
          message: `${reason}: the whole table is rewritten, and nobody reads or writes it meanwhile. Add the column empty, set the default, and fill it in batches.`,
        },
      ];
    }),
};

function rewriteReason(column: ColumnDef): string | null {
  if (serials.has(lastName(column.typeName?.names))) return "Every row gets a number of its own";
  for (const { contype, raw_expr, generated_kind } of columnConstraints(column)) {
    if (contype === "CONSTR_IDENTITY") return "Every row gets a number of its own";
    if (contype === "CONSTR_GENERATED" && generated_kind !== "v") return "Every row's value is computed and stored";
    const unsteady =
      contype === "CONSTR_DEFAULT" ? calledFunctions(raw_expr).find((name) => !steady.has(name)) : undefined;
    if (unsteady !== undefined) return `${unsteady}() may give another value for every row`;
  }
  return null;
}
