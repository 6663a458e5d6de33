import type { ReindexStmt } from "libpg-query";
import { insertAfterWord } from "../../edits.ts";
import { relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

const words: Readonly<Record<string, string>> = {
  REINDEX_OBJECT_INDEX: "index",
  REINDEX_OBJECT_TABLE: "table",
  REINDEX_OBJECT_SCHEMA: "schema",
  REINDEX_OBJECT_DATABASE: "database",
};

/** REINDEX holds Share on the table and AccessExclusive on the index, which every planner asks for. */
export const reindexBlocking: LintRule = {
  code: "reindex-blocking",
  aliases: ["require-concurrent-reindex"],
  class: "risky",
  severity: "warning",
  lock: "Share",
  cost: "build",
  directions: ["up", "down"],
  check: ({ statements, catalog }) =>
    statements.flatMap((statement) => {
      const { node, index } = statement;
      if (!("ReindexStmt" in node) || isConcurrent(node.ReindexStmt)) return [];
      const { kind, relation, name } = node.ReindexStmt;
      const subject = relationName(relation) || (name ?? "");
      const table = kind === "REINDEX_OBJECT_INDEX" ? catalog?.relation(subject)?.tableName : subject;
      const word = words[kind ?? ""];
      const edit = word === undefined ? null : insertAfterWord(statement, word, " CONCURRENTLY");
      return [
        {
          statementIndex: index,
          subject,
          ...(table ? { relation: table } : {}),
          message: "Writes wait until the index is built, and so does whoever plans a query of the table.",
          fix: edit && { title: "Build it anew without blocking", edits: [edit], transactional: false },
        },
      ];
    }),
};

function isConcurrent({ params }: ReindexStmt): boolean {
  return (params ?? []).some((param) => "DefElem" in param && param.DefElem.defname === "concurrently");
}
