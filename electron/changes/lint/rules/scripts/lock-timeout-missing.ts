import { insertBefore } from "../../edits.ts";
import { lockFootprint } from "../../reading/lock-footprint.ts";
import type { LintRule } from "../../rule.ts";
import { isLimited } from "./limits.ts";

/** A strong lock without lock_timeout: while it waits, everybody who comes later waits behind it. */
export const lockTimeoutMissing: LintRule = {
  code: "lock-timeout-missing",
  aliases: ["require-lock-timeout"],
  class: "risky",
  severity: "warning",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  isForOtherRunners: true,
  check: ({ statements, isNew }) => {
    const first = statements.find(
      ({ node, index, isTransactional }) =>
        isTransactional &&
        lockFootprint(node).some(({ relation, mode }) => mode !== "ShareUpdateExclusive" && !isNew(relation, index)) &&
        !isLimited(statements, "lock_timeout", index),
    );
    if (!first) return [];
    return [
      {
        statementIndex: first.index,
        subject: first.kind,
        message:
          "It waits for its lock without a limit, and everybody who comes later waits behind it. Set lock_timeout first, and try again.",
        fix: {
          title: "Wait two seconds at most",
          edits: [insertBefore(first, ["SET lock_timeout = '2s';"])],
          transactional: true,
        },
      },
    ];
  },
};
