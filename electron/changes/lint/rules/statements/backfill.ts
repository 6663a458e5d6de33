import { relationName } from "../../nodes.ts";
import { lockFootprint } from "../../reading/lock-footprint.ts";
import { transactionsOf } from "../../reading/transactions.ts";
import type { LintRule } from "../../rule.ts";
import { rowChange } from "./changed-rows.ts";

/** Rows that are changed in the transaction of a change of their table: its lock is held for all of it. */
export const backfill: LintRule = {
  code: "backfill",
  aliases: [],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "scan",
  directions: ["up"],
  check: (script) =>
    transactionsOf(script).flatMap((statements) => {
      const locked = new Map<string, number>();
      return statements.flatMap(({ node, index }) => {
        for (const { relation, mode } of lockFootprint(node))
          if (mode === "AccessExclusive" && !locked.has(relation)) locked.set(relation, index);
        const change = rowChange(node);
        const table = relationName(change?.relation);
        const earlier = locked.get(table);
        if (!change || earlier === undefined) return [];
        return [
          {
            statementIndex: index,
            relation: table,
            subject: table,
            message: `Statement ${earlier + 1} locked the table in the same transaction, so nobody reads or writes it until all rows are changed. Change them in a migration of their own, in batches.`,
          },
        ];
      });
    }),
};
