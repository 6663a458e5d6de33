import type { Node } from "libpg-query";
import { namesOf } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";
import { typeRule } from "./column-type.ts";

/** House rule: a column of a new table is NOT NULL or says by a default what absence means, and has a comment in the script. */
export const columnPolicy: LintRule = {
  ...typeRule,
  code: "column-policy",
  aliases: [],
  isOptional: true,
  check: ({ written, statements }) => {
    const commented = new Set(statements.flatMap(({ node }) => commentedColumn(node)));
    return written.columns.flatMap(({ statement, table, column }) => {
      const kinds = (column.constraints ?? []).flatMap((one) => ("Constraint" in one ? [one.Constraint.contype] : []));
      const name = `${table}.${column.colname ?? ""}`;
      const isDecided = kinds.some(
        (kind) => kind !== "CONSTR_FOREIGN" && kind !== "CONSTR_CHECK" && kind !== "CONSTR_NULL",
      );
      const missing = [...(isDecided ? [] : ["NOT NULL or a default"]), ...(commented.has(name) ? [] : ["a comment"])];
      if (missing.length === 0) return [];
      return [{ statementIndex: statement.index, subject: name, message: `It has no ${missing.join(" and no ")}.` }];
    });
  },
};

function commentedColumn(node: Node): readonly string[] {
  if (!("CommentStmt" in node) || node.CommentStmt.objtype !== "OBJECT_COLUMN") return [];
  const { object } = node.CommentStmt;
  return object && "List" in object ? [namesOf(object.List.items).join(".")] : [];
}
