import type { ColumnDef } from "libpg-query";
import { quoteIdentifier } from "../../../../../shared/sql/quote.ts";
import { inNextMigration, insertBefore, replaceStatement } from "../../edits.ts";
import { columnConstraints, lastName, relationSql, type TableCommand } from "../../nodes.ts";
import type { WrittenColumn } from "../../reading/written-parts.ts";
import type { LintScript, RuleFix } from "../../rule.ts";

const serials: Readonly<Record<string, string>> = {
  smallserial: "smallint",
  serial2: "smallint",
  serial: "integer",
  serial4: "integer",
  bigserial: "bigint",
  serial8: "bigint",
};

/** The integer type behind serial, or null. */
export function serialType(column: ColumnDef): string | null {
  return serials[lastName(column.typeName?.names)] ?? null;
}

/** A column as a finding names it. */
export function columnSubject({ table, column }: Pick<WrittenColumn, "table" | "column">): string {
  return `${table}.${column.colname ?? ""}`;
}

/** ADD COLUMN of tables that stand already. */
export function addedColumnsOf({
  written,
}: LintScript): readonly (WrittenColumn & { readonly command: TableCommand })[] {
  return written.columns.flatMap((found) => (found.command ? [{ ...found, command: found.command }] : []));
}

/** Kinds of the constraints beside a column (`CONSTR_NOTNULL` ...). */
export function constraintKinds(column: ColumnDef): readonly (string | undefined)[] {
  return columnConstraints(column).map(({ contype }) => contype);
}

/** Whether the statement does nothing else, so that it can be written anew. */
export function isOnlyAction({ statement }: { readonly statement: TableCommand["statement"] }): boolean {
  return "AlterTableStmt" in statement.node && statement.node.AlterTableStmt.cmds?.length === 1;
}

/**
 * Adds the column empty and without what makes the server write every row, gives it `default` for rows to come, and leaves the filling to
 * a migration of its own. Null where other actions share the statement.
 */
export function addEmptyFix(found: WrittenColumn, type: string, defaultSql: string | null): RuleFix | null {
  const { statement, relation, column } = found;
  if (!isOnlyAction(found)) return null;
  const target = relationSql(relation);
  const name = quoteIdentifier(column.colname ?? "");
  const value = defaultSql === null ? [] : [`ALTER TABLE ${target} ALTER COLUMN ${name} SET DEFAULT ${defaultSql}`];
  const later = `UPDATE ${target} SET ${name} = DEFAULT WHERE ${name} IS NULL, in batches of some thousand rows;`;
  return {
    title: "Add it empty, and fill the rows in batches",
    edits: [
      insertBefore(statement, inNextMigration([later])),
      replaceStatement(statement, [`ALTER TABLE ${target} ADD COLUMN ${name} ${type}`, ...value].join(";\n")),
    ],
    downSql: `ALTER TABLE ${target} DROP COLUMN ${name};`,
    transactional: true,
  };
}
