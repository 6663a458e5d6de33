import type { Constraint } from "libpg-query";
import { quoteIdentifier } from "../../../../../shared/sql/quote.ts";
import { appendTo, inNextMigration, insertBefore, replaceStatement } from "../../edits.ts";
import { namesOf, relationSql, type TableCommand } from "../../nodes.ts";
import type { WrittenConstraint } from "../../reading/written-parts.ts";
import type { LintScript, RuleFix } from "../../rule.ts";

/** Constraints of a kind that the script adds to tables by an action of their own. */
export function addedConstraintsOf(
  { written }: LintScript,
  kind: Constraint["contype"],
): readonly (WrittenConstraint & { readonly command: TableCommand })[] {
  return written.constraints.flatMap((found) =>
    found.command && found.column === null && found.constraint.contype === kind
      ? [{ ...found, command: found.command }]
      : [],
  );
}

function isOnlyAction({ statement }: WrittenConstraint): boolean {
  return "AlterTableStmt" in statement.node && statement.node.AlterTableStmt.cmds?.length === 1;
}

/**
 * Adds the constraint NOT VALID and leaves the check of the rows to a migration of its own. Null where the text cannot be told apart: a constraint
 * without a name, or one of several actions of its ALTER TABLE.
 */
export function notValidFix(found: WrittenConstraint): RuleFix | null {
  const name = found.constraint.conname;
  if (name === undefined || !isOnlyAction(found)) return null;
  const target = relationSql(found.relation);
  return {
    title: "Add it unchecked, and check the rows in the next migration",
    edits: [
      insertBefore(
        found.statement,
        inNextMigration([`ALTER TABLE ${target} VALIDATE CONSTRAINT ${quoteIdentifier(name)};`]),
      ),
      appendTo(found.statement, " NOT VALID"),
    ],
    downSql: `ALTER TABLE ${target} DROP CONSTRAINT ${quoteIdentifier(name)};`,
    transactional: true,
  };
}

/** Builds the index first. The plain form only: a name, columns, and nothing else that would have to be carried over. */
export function usingIndexFix(found: WrittenConstraint): RuleFix | null {
  const { conname, contype, keys, including, options, deferrable, nulls_not_distinct, without_overlaps } =
    found.constraint;
  if (!conname || including?.length || options?.length || deferrable || nulls_not_distinct || without_overlaps)
    return null;
  if (!isOnlyAction(found)) return null;
  const columns = namesOf(keys).map(quoteIdentifier).join(", ");
  const target = relationSql(found.relation);
  const name = quoteIdentifier(conname);
  const kind = contype === "CONSTR_PRIMARY" ? "PRIMARY KEY" : "UNIQUE";
  return {
    title: "Build the index without blocking, then make it the constraint",
    edits: [
      replaceStatement(
        found.statement,
        `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${target} (${columns});\nALTER TABLE ${target} ADD CONSTRAINT ${name} ${kind} USING INDEX ${name}`,
      ),
    ],
    downSql: `ALTER TABLE ${target} DROP CONSTRAINT ${name};`,
    transactional: false,
  };
}
