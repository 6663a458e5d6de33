import type { Action } from "@supabase/pg-delta/plan";
import type { Hazard } from "../../../shared/comparison/script-model.ts";

/** One rule: when it holds of a statement, this is said above it. */
interface HazardRule {
  readonly code: Hazard["code"];
  readonly message: string;
  readonly holds: (action: Action) => boolean;
}

/** The engine names each statement's lock; a new object is nobody's yet. */
const rules: readonly HazardRule[] = [
  {
    code: "dataLoss",
    message: "Loses data: what it removes cannot be brought back by a script.",
    holds: ({ dataLoss }) => dataLoss === "destructive",
  },
  {
    code: "rewrite",
    message: "May rewrite the whole table, and blocks it as long as that takes.",
    holds: ({ rewriteRisk }) => rewriteRisk,
  },
  {
    code: "blocks",
    message: "Blocks reads and writes of the table (ACCESS EXCLUSIVE) until its transaction ends.",
    holds: ({ lockClass }) => lockClass === "accessExclusive",
  },
  {
    code: "blocksWrites",
    message: "Blocks writes of the table until its transaction ends.",
    holds: ({ lockClass }) => lockClass === "share" || lockClass === "shareRowExclusive",
  },
  {
    code: "ownTransaction",
    message: "Cannot run inside a transaction.",
    holds: ({ transactionality }) => transactionality === "nonTransactional",
  },
  {
    code: "commitAfter",
    message: "Has to be committed before what follows can use it.",
    holds: ({ transactionality }) => transactionality === "commitBoundaryAfter",
  },
  {
    code: "secret",
    message: "Holds a placeholder (__OPTION_...__, __CONN_...__) where a secret belongs: put it in before it runs.",
    holds: ({ sql }) => /__(?:OPTION|CONN)_\w+__/.test(sql),
  },
  {
    code: "incomplete",
    message: "Leaves the index invalid: no partition gets one. Without ONLY, the server makes them all.",
    holds: ({ sql }) => /^\s*CREATE (?:UNIQUE )?INDEX .* ON ONLY /is.test(sql),
  },
];

/** What a statement may cost, worst first. */
export function hazardsOf(action: Action): readonly Hazard[] {
  return rules.filter(({ holds }) => holds(action)).map(({ code, message }) => ({ code, message }));
}
