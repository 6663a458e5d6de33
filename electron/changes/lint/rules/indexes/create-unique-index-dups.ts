import { quoteIdentifier } from "../../../../../shared/sql/quote.ts";
import { relationName, relationSql } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** CREATE UNIQUE INDEX fails on duplicates, after all the work; CONCURRENTLY leaves an invalid index then. */
export const createUniqueIndexDups: LintRule = {
  code: "create-unique-index-dups",
  aliases: [],
  class: "safe",
  severity: "info",
  lock: null,
  cost: "scan",
  directions: ["up"],
  check: ({ statements }) =>
    statements.flatMap(({ node, index }) => {
      if (!("IndexStmt" in node) || !node.IndexStmt.unique) return [];
      const { relation, indexParams, concurrent, idxname } = node.IndexStmt;
      const columns = (indexParams ?? []).flatMap((one) =>
        "IndexElem" in one && one.IndexElem.name ? [one.IndexElem.name] : [],
      );
      const list = columns.map(quoteIdentifier).join(", ");
      const question =
        columns.length === (indexParams ?? []).length
          ? ` SELECT ${list}, count(*) FROM ${relationSql(relation)} GROUP BY ${list} HAVING count(*) > 1 tells before.`
          : "";
      return [
        {
          statementIndex: index,
          relation: relationName(relation),
          subject: idxname ?? relationName(relation),
          message: `It fails when two rows have the same key${concurrent ? ", and leaves an invalid index behind" : ""}.${question}`,
        },
      ];
    }),
};
