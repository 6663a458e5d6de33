import { relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** RENAME COLUMN: code that was written for the old name fails at once. */
export const renameColumn: LintRule = {
  code: "rename-column",
  aliases: ["renaming-column"],
  class: "breaking",
  severity: "error",
  lock: "AccessExclusive",
  cost: "metadata",
  directions: ["up"],
  check: ({ statements, catalog }) =>
    statements.flatMap(({ node, index }) => {
      if (!("RenameStmt" in node) || node.RenameStmt.renameType !== "OBJECT_COLUMN") return [];
      const { relation, subname, newname } = node.RenameStmt;
      const table = relationName(relation);
      const functions = (catalog?.relation(table)?.dependents ?? []).filter(({ what }) => what.startsWith("function "));
      return [
        {
          statementIndex: index,
          relation: table,
          subject: `${table}.${subname ?? ""}`,
          message: `Whoever uses the column by its old name fails from this moment on, until it asks for ${newname ?? "the new one"}.${
            functions.length > 0
              ? ` Functions that name the table: ${functions.map(({ what }) => what.slice(9)).join(", ")}.`
              : ""
          }`,
        },
      ];
    }),
};
