import { relationName } from "../nodes.ts";
import type { LintRule } from "../rule.ts";

const kinds: Readonly<Record<string, string>> = {
  OBJECT_TABLE: "table",
  OBJECT_COLUMN: "column",
  OBJECT_VIEW: "view",
  OBJECT_MATVIEW: "materialized view",
  OBJECT_SCHEMA: "schema",
  OBJECT_FUNCTION: "function",
  OBJECT_TYPE: "type",
};

/** Renaming what others name. Indexes, constraints and sequences are named by nobody but migrations. */
export const rename: LintRule = {
  code: "rename",
  alias: "renaming-column",
  class: "breaking",
  severity: "error",
  lock: "AccessExclusive",
  directions: ["up"],
  check: ({ statements, isNew }) =>
    statements.flatMap(({ node, index }) => {
      if (!("RenameStmt" in node)) return [];
      const { renameType, relation, subname, newname } = node.RenameStmt;
      const kind = kinds[renameType ?? ""];
      const table = relationName(relation);
      if (kind === undefined || isNew(table, index)) return [];
      const subject = renameType === "OBJECT_COLUMN" ? `${table}.${subname ?? ""}` : table || (subname ?? "");
      return [
        {
          statementIndex: index,
          subject,
          message: `Whoever uses the ${kind} by its old name fails from this moment on, until it asks for ${newname ?? "the new one"}.`,
        },
      ];
    }),
};
