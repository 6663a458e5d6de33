import type { Node } from "libpg-query";
import { relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** A policy whose condition is true lets every row through, whatever other policies say. */
export const permissivePolicy: LintRule = {
  code: "permissive-policy",
  aliases: [],
  class: "risky",
  severity: "warning",
  lock: null,
  cost: null,
  directions: ["up"],
  check: ({ statements }) =>
    statements.flatMap(({ node, index }) => {
      const create = "CreatePolicyStmt" in node ? node.CreatePolicyStmt : null;
      const policy = create ?? ("AlterPolicyStmt" in node ? node.AlterPolicyStmt : null);
      if (!policy || (create && !create.permissive)) return [];
      if (!isTrue(policy.qual) && !isTrue(policy.with_check)) return [];
      return [
        {
          statementIndex: index,
          subject: `${relationName(policy.table)}.${policy.policy_name ?? ""}`,
          message:
            "Its condition is true for every row, and permissive policies add up: no other one holds a row back any more.",
        },
      ];
    }),
};

function isTrue(condition: Node | undefined): boolean {
  return condition !== undefined && "A_Const" in condition && condition.A_Const.boolval?.boolval === true;
}
