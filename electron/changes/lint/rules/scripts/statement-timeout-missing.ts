import { insertBefore } from "../../edits.ts";
import { lockFootprint } from "../../reading/lock-footprint.ts";
import type { LintRule } from "../../rule.ts";
import { isLimited } from "./limits.ts";

/** A strong lock without statement_timeout: what takes longer than meant blocks as long. */
export const statementTimeoutMissing: LintRule = {
  code: "statement-timeout-missing",
  aliases: ["require-statement-timeout", "require-timeout-settings"],
  class: "safe",
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
        !isLimited(statements, "statement_timeout", index),
    );
    if (!first) return [];
    return [
      {
        statementIndex: first.index,
        subject: first.kind,
        message: "If it takes longer than meant, its lock is held as long. Set statement_timeout first.",
        fix: {
          title: "Run a minute at most",
          edits: [insertBefore(first, ["SET statement_timeout = '60s';"])],
          transactional: true,
        },
      },
    ];
  },
};
