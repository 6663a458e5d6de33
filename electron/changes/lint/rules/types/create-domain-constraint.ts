import { namesOf } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";
import { typeRule } from "./column-type.ts";

/** CREATE DOMAIN with a constraint: to change it later means reading every table that has the domain. */
export const createDomainConstraint: LintRule = {
  ...typeRule,
  code: "create-domain-constraint",
  aliases: ["ban-create-domain-with-constraint"],
  check: ({ statements }) =>
    statements.flatMap(({ node, index }) => {
      if (!("CreateDomainStmt" in node) || (node.CreateDomainStmt.constraints ?? []).length === 0) return [];
      return [
        {
          statementIndex: index,
          subject: namesOf(node.CreateDomainStmt.domainname).join("."),
          message:
            "To change its constraint later, every table with the domain is locked and read. A CHECK of the column concerns one.",
        },
      ];
    }),
};
