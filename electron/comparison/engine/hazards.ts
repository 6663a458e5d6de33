import { encodeId } from "@supabase/pg-delta/core";
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

/** What it costs others that a table is locked or written anew: nothing where the script itself has just made it. */
const aboutTables: ReadonlySet<Hazard["code"]> = new Set(["rewrite", "blocks", "blocksWrites"]);

/** What a statement may cost, worst first. `made` are the tables that earlier statements of the script made. */
export function hazardsOf(action: Action, made: ReadonlySet<string>): readonly Hazard[] {
  const tables = tablesOf(action);
  const isOnNew = tables.length > 0 && tables.every((table) => made.has(table));
  return rules
    .filter(({ code, holds }) => holds(action) && !(isOnNew && aboutTables.has(code)))
    .map(({ code, message }) => ({ code, message }));
}

/** The tables that a script makes; not those that it drops first, whose rows are somebody's. */
export function madeTables(actions: readonly Action[]): ReadonlySet<string> {
  const dropped = new Set(actions.flatMap(({ destroys }) => destroys.map(encodeId)));
  return new Set(
    actions
      .filter(({ verb, sql }) => verb === "create" && /^\s*CREATE (?:UNLOGGED )?TABLE\b/i.test(sql))
      .flatMap(({ produces }) => produces.filter(({ kind }) => kind === "table").map(encodeId))
      .filter((table) => !dropped.has(table)),
  );
}

function tablesOf({ produces, consumes, releases }: Action): readonly string[] {
  return [...produces, ...consumes, ...releases].filter(({ kind }) => kind === "table").map(encodeId);
}
