import type { FindingFix } from "../../../../shared/findings/model.ts";
import { quoteIdentifier } from "../../../../shared/sql/quote.ts";
import { relationSql, type TableCommand } from "../nodes.ts";

/** Statements that must not share a transaction with those before them, as a comment that says so. */
export function inNextMigration(statements: readonly string[]): string {
  return [
    "-- In the next migration, so that this one's lock is not held while the rows are checked:",
    ...statements.map((statement) => `-- ${statement}`),
  ].join("\n");
}

/**
 * Adds the constraint NOT VALID and leaves the check of the rows to a migration of its own. Null where the text cannot be told apart: a constraint
 * without a name, or one of several actions of its ALTER TABLE.
 */
export function notValidFix({ statement, relation }: TableCommand, name: string | undefined): FindingFix | null {
  const actions = "AlterTableStmt" in statement.node ? (statement.node.AlterTableStmt.cmds ?? []) : [];
  if (name === undefined || actions.length !== 1) return null;
  const target = relationSql(relation);
  return {
    title: "Add it unchecked, and check the rows in the next migration",
    sql: `${statement.sql} NOT VALID;\n${inNextMigration([`ALTER TABLE ${target} VALIDATE CONSTRAINT ${quoteIdentifier(name)};`])}`,
    downSql: `ALTER TABLE ${target} DROP CONSTRAINT ${quoteIdentifier(name)};`,
    transactional: true,
  };
}
