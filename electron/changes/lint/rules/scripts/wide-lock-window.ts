import { lockFootprint } from "../../reading/lock-footprint.ts";
import { transactionsOf } from "../../reading/transactions.ts";
import type { LintRule } from "../../rule.ts";

/** AccessExclusive on several tables in one transaction: each waits for the other's readers, and a deadlock is near. */
export const wideLockWindow: LintRule = {
  code: "wide-lock-window",
  aliases: [],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: null,
  directions: ["up", "down"],
  check: (script) =>
    transactionsOf(script).flatMap((statements) => {
      const held: string[] = [];
      for (const { node, index } of statements) {
        if ("DropStmt" in node && node.DropStmt.removeType === "OBJECT_INDEX") continue;
        for (const { relation, mode } of lockFootprint(node)) {
          if (mode !== "AccessExclusive" || held.includes(relation) || script.isNew(relation, index)) continue;
          held.push(relation);
          if (held.length < 2) continue;
          return [
            {
              statementIndex: index,
              relation,
              subject: held.join(", "),
              message: `Whoever reads ${held.join(" or ")} waits until the transaction ends, and one who uses both in the other order ends in a deadlock. Change one table in each migration.`,
            },
          ];
        }
      }
      return [];
    }),
};
