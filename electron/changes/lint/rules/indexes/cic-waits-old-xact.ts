import type { LintRule } from "../../rule.ts";

/** CONCURRENTLY waits for every transaction that is older than itself, whatever it does; lock_timeout ends that wait too. */
export const cicWaitsOldXact: LintRule = {
  code: "cic-waits-old-xact",
  aliases: [],
  class: "safe",
  severity: "info",
  lock: "ShareUpdateExclusive",
  cost: null,
  directions: ["up"],
  check: ({ statements }) =>
    statements
      .filter(({ kind, isTransactional }) => !isTransactional && kind.endsWith(" CONCURRENTLY"))
      .map(({ index, kind }) => ({
        statementIndex: index,
        subject: kind,
        message:
          "It waits for every transaction that began before, on any table. Look for old ones in pg_stat_activity first; a time-out in that wait leaves an invalid index.",
      })),
};
