import { relationName } from "../../nodes.ts";
import type { LintRule, RuleHit } from "../../rule.ts";
import { rowChange } from "./changed-rows.ts";

/** DELETE or UPDATE of every row. */
export const dmlWithoutWhere: LintRule = {
  code: "dml-without-where",
  aliases: [],
  class: "risky",
  severity: "error",
  lock: "RowExclusive",
  cost: "scan",
  directions: ["up"],
  check: ({ statements }) =>
    statements.flatMap(({ node, index }): readonly RuleHit[] => {
      const change = rowChange(node);
      if (!change?.isOfAll) return [];
      const table = relationName(change.relation);
      const place = { statementIndex: index, relation: table, subject: table };
      return change.kind === "DELETE"
        ? [{ ...place, class: "breaking", message: "Every row is deleted; the down script cannot bring them back." }]
        : [
            {
              ...place,
              severity: "warning",
              message: "Every row is changed in one transaction. Change them in batches.",
            },
          ];
    }),
};
