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
  check: (script) => {
    const keys = writtenKeys(script);
    return script.written.constraints.flatMap((found) => {
      const { statement, constraint, column, table, relation, command } = found;
      if (constraint.contype !== "CONSTR_FOREIGN") return [];
      const columns = column ? [column.colname ?? ""] : namesOf(constraint.fk_attrs);
      if (hasIndex(table, columns, keys.get(table) ?? [], script)) return [];
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
    });
  },
};

/** The columns are the first ones of an index, in any order: in the database, or anywhere in the script. */
function hasIndex(
  table: string,
  columns: readonly string[],
  written: readonly (readonly string[])[],
  { catalog }: LintScript,
): boolean {
  const known = (catalog?.relation(table)?.indexes ?? []).filter(({ isValid, isPartial }) => isValid && !isPartial);
  return [...known.map((index) => index.columns), ...written].some(
    (keys) => keys.length >= columns.length && keys.slice(0, columns.length).every((key) => columns.includes(key)),
  );
}

/** Columns of the indexes that the script builds, by table. */
function writtenKeys({ statements, written }: LintScript): ReadonlyMap<string, readonly (readonly string[])[]> {
  const keys = new Map<string, (readonly string[])[]>();
  const add = (table: string, columns: readonly string[]) => {
    if (columns.length === 0) return;
    const known = keys.get(table);
    if (known) known.push(columns);
    else keys.set(table, [columns]);
  };
  for (const { node } of statements)
    if ("IndexStmt" in node && !node.IndexStmt.whereClause)
      add(
        relationName(node.IndexStmt.relation),
        (node.IndexStmt.indexParams ?? []).flatMap((one) => ("IndexElem" in one ? [one.IndexElem.name ?? ""] : [])),
      );
  for (const one of written.constraints) add(one.table, keysOf(one));
  return keys;
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
