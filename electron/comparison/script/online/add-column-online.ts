import type { ColumnDef, Constraint } from "libpg-query";
import type { ScriptStatement } from "../../../../shared/comparison/script-model.ts";
import { quoteIdentifier } from "../../../../shared/sql/quote.ts";
import { propertyOf } from "../known-schema.ts";
import { addedColumn, calledFunctions, keyOf, relationSql, type TableAction } from "../statement-nodes.ts";
import { backfillSql } from "./backfill.ts";
import { aloneStep, briefStep } from "./online-statements.ts";
import type { PlainStep } from "./plain-step.ts";
import { setNotNullOnline } from "./set-not-null.ts";

/** Functions whose value is one and the same for a whole statement, so that no row has to be written. */
const steadyFunctions = new Set([
  "now",
  "transaction_timestamp",
  "statement_timestamp",
  "current_setting",
  "current_database",
  "current_schema",
  "timezone",
  "date_trunc",
  "make_interval",
  "make_date",
  "lower",
  "upper",
  "concat",
  "jsonb_build_object",
  "jsonb_build_array",
]);

/**
 * A new column whose default may be another for each row: added without it, given it for new rows, and then for the rows
 * that are there, some pages at a time. Null where the statement rewrites nothing, or where this does not fit: a
 * generated column, an identity, a partitioned table (whose rows have no place of their own).
 */
export function addColumnOnline(action: TableAction, step: PlainStep): readonly ScriptStatement[] | null {
  const column = addedColumn(action);
  if (!column || step.schemas.to.isPartitioned(keyOf(action.relation))) return null;
  const constraints = constraintsOf(column);
  const isOf = (contype: string) => constraints.some((constraint) => constraint.contype === contype);
  const value = constraints.find(({ contype }) => contype === "CONSTR_DEFAULT");
  if (!value || isOf("CONSTR_GENERATED") || isOf("CONSTR_IDENTITY")) return null;
  if (calledFunctions(value.raw_expr).every((name) => steadyFunctions.has(name))) return null;
  return composeSteps(action, column.colname ?? "", isOf("CONSTR_NOTNULL"), step);
}

function composeSteps(
  { relation }: TableAction,
  name: string,
  isRequired: boolean,
  { schemas }: PlainStep,
): readonly ScriptStatement[] | null {
  const known = schemas.to.column(keyOf(relation), name);
  const [type, value] = [propertyOf(known, "Type"), propertyOf(known, "Default")];
  if (type === null || value === null) return null;
  const table = relationSql(relation);
  const column = quoteIdentifier(name);
  return [
    briefStep(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`),
    briefStep(`ALTER TABLE ${table} ALTER COLUMN ${column} SET DEFAULT ${value}`),
    aloneStep(backfillSql(table, name)),
    ...(isRequired ? setNotNullOnline(table, name) : []),
  ];
}

function constraintsOf({ constraints }: ColumnDef): readonly Constraint[] {
  return (constraints ?? []).flatMap((node) => ("Constraint" in node ? [node.Constraint] : []));
}
