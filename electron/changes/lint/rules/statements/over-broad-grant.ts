import type { LintRule } from "../../rule.ts";

/** GRANT ALL, or to PUBLIC: more than anybody asked for, to more than anybody knows. */
export const overBroadGrant: LintRule = {
  code: "over-broad-grant",
  aliases: [],
  class: "safe",
  severity: "warning",
  lock: null,
  cost: null,
  directions: ["up"],
  check: ({ statements }) =>
    statements.flatMap(({ node, index }) => {
      const grant =
        "GrantStmt" in node
          ? node.GrantStmt
          : "AlterDefaultPrivilegesStmt" in node
            ? node.AlterDefaultPrivilegesStmt.action
            : undefined;
      if (!grant?.is_grant) return [];
      const isAll = (grant.privileges ?? []).length === 0;
      const isPublic = (grant.grantees ?? []).some(
        (one) => "RoleSpec" in one && one.RoleSpec.roletype === "ROLESPEC_PUBLIC",
      );
      // USAGE of a schema or EXECUTE by everybody is what most databases mean by it.
      const isHarmless =
        isPublic && !isAll && ["OBJECT_SCHEMA", "OBJECT_TYPE", "OBJECT_LANGUAGE"].includes(grant.objtype ?? "");
      if ((!isAll && !isPublic) || isHarmless) return [];
      const what = [isAll ? "every privilege" : "", isPublic ? "everybody who can connect" : ""].filter(
        (part) => part !== "",
      );
      return [
        {
          statementIndex: index,
          subject: what.join(", "),
          message: isPublic
            ? "PUBLIC is everybody who can connect, roles of tomorrow included. Grant it to a role."
            : "ALL includes TRUNCATE, TRIGGER and what later versions add. Name the privileges.",
        },
      ];
    }),
};
