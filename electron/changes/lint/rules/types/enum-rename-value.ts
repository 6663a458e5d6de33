import { namesOf } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** ALTER TYPE RENAME VALUE: rows follow, code that writes or compares the old word does not. */
export const enumRenameValue: LintRule = {
  code: "enum-rename-value",
  aliases: [],
  class: "breaking",
  severity: "error",
  lock: null,
  cost: null,
  directions: ["up"],
  check: ({ statements }) =>
    statements.flatMap(({ node, index }) => {
      if (!("AlterEnumStmt" in node) || node.AlterEnumStmt.oldVal === undefined) return [];
      const { typeName, oldVal, newVal } = node.AlterEnumStmt;
      return [
        {
          statementIndex: index,
          subject: namesOf(typeName).join("."),
          message: `Whoever writes or compares '${oldVal}' fails from this moment on, until it says '${newVal ?? ""}'.`,
        },
      ];
    }),
};
