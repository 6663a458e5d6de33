import type { Constraint } from "libpg-query";
import { quoteIdentifier } from "../../../../../shared/sql/quote.ts";
import { insertBefore } from "../../edits.ts";
import { namesOf, relationName, relationSql } from "../../nodes.ts";
import type { WrittenConstraint } from "../../reading/written-parts.ts";
import type { LintRule, LintScript } from "../../rule.ts";

/** A foreign key without an index on its own side: each delete of a referenced row reads the whole table. */
export const fkMissingIndex: LintRule = {
  code: "fk-missing-index",
  aliases: [],
  class: "safe",
  severity: "warning",
  lock: null,
  cost: null,
  directions: ["up"],
  check: (script) =>
    script.written.constraints.flatMap((found) => {
      const { statement, constraint, column, table, relation, command } = found;
      if (constraint.contype !== "CONSTR_FOREIGN") return [];
      const columns = column ? [column.colname ?? ""] : namesOf(constraint.fk_attrs);
      if (hasIndex(found, columns, script)) return [];
      const list = columns.map(quoteIdentifier).join(", ");
      const isOwnTable = command === null || script.isNew(table, statement.index);
      const name = `${relation?.relname ?? ""}_${columns.join("_")}_idx`;
      return [
        {
          statementIndex: statement.index,
          subject: `${table} (${columns.join(", ")})`,
          message: `Deleting a row of ${relationName(constraint.pktable)}, or changing its key, reads all of ${table}. An index on (${columns.join(", ")}) spares that.`,
          fix: isOwnTable
            ? null
            : {
                title: "Build the index first, without blocking writes",
                edits: [
                  insertBefore(statement, [
                    `CREATE INDEX CONCURRENTLY ${quoteIdentifier(name)} ON ${relationSql(relation)} (${list});`,
                  ]),
                ],
                transactional: false,
              },
        },
      ];
    }),
};

/** The columns are the first ones of an index, in any order: in the database, or anywhere in the script. */
function hasIndex({ table }: WrittenConstraint, columns: readonly string[], script: LintScript): boolean {
  const covers = (keys: readonly string[]) =>
    keys.length >= columns.length && keys.slice(0, columns.length).every((key) => columns.includes(key));
  const known = script.catalog?.relation(table)?.indexes ?? [];
  if (known.some((index) => index.isValid && !index.isPartial && covers(index.columns))) return true;
  const isWritten = script.statements.some(
    ({ node }) =>
      "IndexStmt" in node &&
      !node.IndexStmt.whereClause &&
      relationName(node.IndexStmt.relation) === table &&
      covers(
        (node.IndexStmt.indexParams ?? []).flatMap((one) => ("IndexElem" in one ? [one.IndexElem.name ?? ""] : [])),
      ),
  );
  return isWritten || script.written.constraints.some((one) => one.table === table && covers(keysOf(one)));
}

function keysOf({
  constraint,
  column,
}: {
  constraint: Constraint;
  column: WrittenConstraint["column"];
}): readonly string[] {
  if (constraint.contype !== "CONSTR_PRIMARY" && constraint.contype !== "CONSTR_UNIQUE") return [];
  return column ? [column.colname ?? ""] : namesOf(constraint.keys);
}
