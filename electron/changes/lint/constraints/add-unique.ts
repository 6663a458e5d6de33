import type { Constraint } from "libpg-query";
import type { FindingFix } from "../../../../shared/findings/model.ts";
import { quoteIdentifier } from "../../../../shared/sql/quote.ts";
import { addedConstraint, namesOf, relationSql, type TableCommand, tableCommands } from "../nodes.ts";
import type { LintRule } from "../rule.ts";

/** ADD UNIQUE or PRIMARY KEY without USING INDEX builds its index under AccessExclusive. */
export const addUnique: LintRule = {
  code: "add-unique",
  alias: "disallowed-unique-constraint",
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  directions: ["up", "down"],
  check: ({ statements, isNew }) =>
    tableCommands(statements).flatMap((command) => {
      const { statement, table } = command;
      const constraint = addedConstraint(command);
      const isKey = constraint?.contype === "CONSTR_UNIQUE" || constraint?.contype === "CONSTR_PRIMARY";
      if (!constraint || !isKey || constraint.indexname || isNew(table, statement.index)) return [];
      const fix = onlineFix(command, constraint);
      return [
        {
          statementIndex: statement.index,
          subject: constraint.conname ?? table,
          message: "Nobody reads or writes the table while the index is built; it fails on duplicates.",
          ...(fix ? { fix } : {}),
        },
      ];
    }),
};

/** The plain form only: a name, columns, and nothing else that would have to be carried over. */
function onlineFix({ relation }: TableCommand, constraint: Constraint): FindingFix | null {
  const { conname, contype, keys, including, options, deferrable, nulls_not_distinct } = constraint;
  if (!conname || including?.length || options?.length || deferrable || nulls_not_distinct) return null;
  const columns = namesOf(keys).map(quoteIdentifier).join(", ");
  const target = relationSql(relation);
  const name = quoteIdentifier(conname);
  const kind = contype === "CONSTR_PRIMARY" ? "PRIMARY KEY" : "UNIQUE";
  return {
    title: "Build the index without blocking, then make it the constraint",
    sql: `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${target} (${columns});\nALTER TABLE ${target} ADD CONSTRAINT ${name} ${kind} USING INDEX ${name};`,
    downSql: `ALTER TABLE ${target} DROP CONSTRAINT ${name};`,
    transactional: false,
  };
}
