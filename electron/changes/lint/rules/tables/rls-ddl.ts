import { relationName } from "../../nodes.ts";
import type { LintRule, RuleHit } from "../../rule.ts";

/** Row security without a policy shows nobody anything; policies are changed under AccessExclusive. */
export const rlsDdl: LintRule = {
  code: "rls-ddl",
  aliases: [],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "metadata",
  directions: ["up", "down"],
  check: ({ statements, written, catalog }) => {
    const policies = new Map(
      statements.flatMap(({ node, index }) =>
        "CreatePolicyStmt" in node ? [[relationName(node.CreatePolicyStmt.table), index] as const] : [],
      ),
    );
    return [
      ...written.commands.flatMap(({ statement, table, command }): readonly RuleHit[] => {
        if (command.subtype === "AT_DisableRowSecurity")
          return [
            hit(statement.index, table, "Whoever may read the table sees every row from this moment on.", "breaking"),
          ];
        if (command.subtype !== "AT_EnableRowSecurity") return [];
        const hasPolicy = (policies.get(table) ?? statement.index) < statement.index;
        if (hasPolicy || (catalog?.relation(table)?.policyCount ?? 0) > 0) return [];
        return policies.has(table)
          ? [hit(statement.index, table, "Make the policy first: until then nobody but the owner sees a row.", "risky")]
          : [
              hit(
                statement.index,
                table,
                "There is no policy, so nobody but the owner sees a row from this moment on.",
                "breaking",
              ),
            ];
      }),
      ...statements.flatMap(({ node, index }): readonly RuleHit[] => {
        if (!("DropStmt" in node) || node.DropStmt.removeType !== "OBJECT_POLICY") return [];
        const names = (node.DropStmt.objects ?? []).flatMap((one) =>
          "List" in one
            ? (one.List.items?.flatMap((part) => ("String" in part ? [part.String.sval ?? ""] : [])) ?? [])
            : [],
        );
        return [
          hit(
            index,
            names.slice(0, -1).join("."),
            "Rows that only this policy let through are gone from sight.",
            "risky",
          ),
        ];
      }),
    ];
  },
};

function hit(statementIndex: number, table: string, message: string, impact: "risky" | "breaking"): RuleHit {
  return { statementIndex, relation: table, subject: table, message, class: impact };
}
