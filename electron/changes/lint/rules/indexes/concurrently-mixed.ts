import type { LintRule } from "../../rule.ts";

/** What runs outside transactions splits its migration: a failure after it leaves the first part applied. */
export const concurrentlyMixed: LintRule = {
  code: "concurrently-mixed",
  aliases: [],
  class: "safe",
  severity: "info",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  check: ({ statements }) => {
    if (statements.filter(({ isSetting }) => !isSetting).length < 2) return [];
    return statements
      .filter(({ isTransactional }) => !isTransactional)
      .map(({ index, kind }) => ({
        statementIndex: index,
        subject: kind,
        message: `${kind} runs in no transaction. If a statement fails here or later, what stands before it stays applied; in a migration of its own it would be all or nothing.`,
      }));
  },
};
