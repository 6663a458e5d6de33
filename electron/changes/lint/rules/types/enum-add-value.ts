import { quoteLiteral } from "../../../../../shared/sql/quote.ts";
import { namesOf } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";
import { typeRule } from "./column-type.ts";

/** ALTER TYPE ADD VALUE without a place sorts behind all others, for good; and it cannot be used before its transaction ends. */
export const enumAddValue: LintRule = {
  ...typeRule,
  code: "enum-add-value",
  aliases: ["require-enum-value-ordering"],
  directions: ["up", "down"],
  check: ({ statements, runner }) =>
    statements.flatMap(({ node, index }) => {
      if (!("AlterEnumStmt" in node) || node.AlterEnumStmt.oldVal !== undefined) return [];
      const { typeName, newVal, newValNeighbor } = node.AlterEnumStmt;
      const subject = namesOf(typeName).join(".");
      const value = quoteLiteral(newVal ?? "");
      const unplaced =
        newValNeighbor === undefined
          ? [
              {
                statementIndex: index,
                subject,
                message: `${value} sorts behind all others, for good. Say BEFORE or AFTER which one.`,
              },
            ]
          : [];
      // Steward runs ADD VALUE alone; another runner may not.
      const isUsed = statements.some((later) => later.index > index && later.sql.includes(value));
      if (runner === "steward" || !isUsed) return unplaced;
      const message = `${value} is used later in the script, which fails (55P04) unless a COMMIT stands between.`;
      return [
        ...unplaced,
        { statementIndex: index, subject, message, severity: "error" as const, class: "risky" as const },
      ];
    }),
};
