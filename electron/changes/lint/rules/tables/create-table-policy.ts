import { relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** A table without a primary key: its rows cannot be told apart, nor be replicated one by one. */
export const createTablePolicy: LintRule = {
  code: "create-table-policy",
  aliases: [],
  class: "safe",
  severity: "info",
  lock: null,
  cost: null,
  directions: ["up"],
  check: ({ statements, written }) => {
    const withKey = new Set(
      written.constraints.flatMap(({ table, constraint }) => (constraint.contype === "CONSTR_PRIMARY" ? [table] : [])),
    );
    return statements.flatMap(({ node, index }) => {
      if (!("CreateStmt" in node)) return [];
      const { relation, partbound, ofTypename, inhRelations, tableElts } = node.CreateStmt;
      const isPlain = !partbound && !ofTypename && !inhRelations?.length && relation?.relpersistence !== "t";
      const isCopied = (tableElts ?? []).some((one) => "TableLikeClause" in one);
      const table = relationName(relation);
      const hasKey = withKey.has(table);
      if (!isPlain || isCopied || hasKey) return [];
      return [
        {
          statementIndex: index,
          subject: table,
          message:
            "It has no primary key: rows cannot be told apart, and logical replication sends no changes of them.",
        },
      ];
    });
  },
};
