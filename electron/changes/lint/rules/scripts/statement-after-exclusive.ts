import { lockFootprint } from "../../reading/lock-footprint.ts";
import { transactionsOf } from "../../reading/transactions.ts";
import type { LintRule } from "../../rule.ts";

/** Work that grows with rows, after a lock that keeps everybody out: the lock is held until the transaction ends. */
export const statementAfterExclusive: LintRule = {
  code: "statement-after-exclusive",
  aliases: [],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: null,
  directions: ["up", "down"],
  check: (script) => {
    const { isNew, catalog } = script;
    return transactionsOf(script).flatMap((statements) => {
      const first = statements.find(({ node, index }) => isExclusive(node, index));
      const held = first ? lockFootprint(first.node).find(({ mode }) => mode === "AccessExclusive") : undefined;
      if (!first || !held) return [];
      const long = statements.find(({ node, index }) => index > first.index && isLong(node));
      if (!long) return [];
      return [
        {
          statementIndex: long.index,
          relation: held.relation,
          subject: `${held.relation}, then ${long.kind}`,
          message: `Nobody reads or writes ${held.relation} until this is through as well, because statement ${first.index + 1} locked it in the same transaction. Put it into a migration of its own.`,
        },
      ];
    });

    function isExclusive(node: (typeof script.statements)[number]["node"], index: number): boolean {
      return lockFootprint(node).some(
        ({ relation, mode }) =>
          mode === "AccessExclusive" && !isNew(relation, index) && catalog?.relation(relation)?.isEmpty !== true,
      );
    }
  },
};

/** Indexes, changes of rows and what reads or writes a table as a whole. */
function isLong(node: object): boolean {
  if (
    ["IndexStmt", "UpdateStmt", "DeleteStmt", "CreateTableAsStmt", "RefreshMatViewStmt", "MergeStmt"].some(
      (kind) => kind in node,
    )
  )
    return true;
  return "InsertStmt" in node && !JSON.stringify(node).slice(0, 4_000).includes('"valuesLists"');
}
