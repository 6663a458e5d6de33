import { namesOf } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";
import { typeRule } from "./column-type.ts";

/** CREATE TYPE AS ENUM: values can be added and renamed, and never removed. */
export const createEnum: LintRule = {
  ...typeRule,
  code: "create-enum",
  aliases: [],
  check: ({ statements }) =>
    statements.flatMap(({ node, index }) =>
      "CreateEnumStmt" in node
        ? [
            {
              statementIndex: index,
              subject: namesOf(node.CreateEnumStmt.typeName).join("."),
              message: "Values of an enum can never be removed. If they may have to be, use a table of them.",
            },
          ]
        : [],
    ),
};
