import type { LintRule } from "../../rule.ts";
import { addedConstraintsOf } from "./constraint-fix.ts";

/** PRIMARY KEY USING INDEX sets NOT NULL where a column is not, which reads the table under AccessExclusive. */
export const pkUsingIndexNullable: LintRule = {
  code: "pk-using-index-nullable",
  aliases: [],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "scan",
  directions: ["up", "down"],
  check: (script) =>
    addedConstraintsOf(script, "CONSTR_PRIMARY").flatMap(({ statement, table, constraint }) => {
      const { indexname } = constraint;
      if (!indexname) return [];
      const keys = indexColumns(script, table, indexname);
      const known = script.catalog?.relation(table)?.columns ?? [];
      const nullable = keys.filter((key) => known.some(({ name, isNotNull }) => name === key && !isNotNull));
      const isSet = nullable.every((key) =>
        script.written.commands.some(
          (one) =>
            one.table === table &&
            one.statement.index < statement.index &&
            one.command.subtype === "AT_SetNotNull" &&
            one.command.name === key,
        ),
      );
      if (nullable.length === 0 || isSet) return [];
      return [
        {
          statementIndex: statement.index,
          relation: table,
          subject: constraint.conname ?? table,
          message: `${nullable.join(", ")} may be NULL, so every row is checked while nobody reads or writes the table. Make it NOT NULL first, by a CHECK.`,
        },
      ];
    }),
};

/** Of an index that the script builds, or that stands. */
function indexColumns(
  { statements, catalog }: Parameters<LintRule["check"]>[0],
  table: string,
  indexName: string,
): readonly string[] {
  for (const { node } of statements)
    if ("IndexStmt" in node && node.IndexStmt.idxname === indexName)
      return (node.IndexStmt.indexParams ?? []).flatMap((one) =>
        "IndexElem" in one ? [one.IndexElem.name ?? ""] : [],
      );
  return catalog?.relation(table)?.indexes.find(({ name }) => name === indexName)?.columns ?? [];
}
