import type { LintRule } from "../rule.ts";

/** No down script: the migration cannot be rolled back, nor rehearsed in full. */
export const irreversible: LintRule = {
  code: "irreversible",
  alias: null,
  class: "risky",
  severity: "warning",
  lock: null,
  directions: ["up"],
  check: ({ hasDown }) =>
    hasDown
      ? []
      : [
          {
            statementIndex: null,
            subject: "down script",
            message: "There is no down script: it can be neither rolled back nor rehearsed in full.",
          },
        ],
};
