import { droppedNames } from "../nodes.ts";
import type { LintRule } from "../rule.ts";

const kinds: Readonly<Record<string, string>> = {
  OBJECT_TABLE: "table",
  OBJECT_SCHEMA: "schema",
  OBJECT_MATVIEW: "materialized view",
  OBJECT_VIEW: "view",
};

/** Dropping what others use: the rows are gone, and so is everybody's statement that names it. */
export const dropTable: LintRule = {
  code: "drop-table",
  alias: "ban-drop-table",
  class: "breaking",
  severity: "error",
  lock: "AccessExclusive",
  directions: ["up"],
  check: ({ statements, isNew }) =>
    statements.flatMap(({ node, index }) => {
      if (!("DropStmt" in node)) return [];
      const kind = kinds[node.DropStmt.removeType ?? ""];
      const names = droppedNames(node.DropStmt).filter((name) => !isNew(name, index));
      if (kind === undefined || names.length === 0) return [];
      const losesRows = kind === "table" || kind === "schema";
      const cascade =
        node.DropStmt.behavior === "DROP_CASCADE" ? " CASCADE takes along what depends on it, unlisted." : "";
      const message = losesRows
        ? `The ${kind} and its rows are lost; the down script cannot bring rows back.${cascade}`
        : `Whoever uses the ${kind} fails from this moment on.${cascade}`;
      return [{ statementIndex: index, subject: names.join(", "), message }];
    }),
};
