import { readableIdentifier } from "../../../indexes/readable-name.ts";
import type { PowerfulRole } from "../../model.ts";
import { listWords, type SchemaRule } from "../rule.ts";

/** A role that people or programs log in as, and that no rule holds for. The server's first role is left out. */
export const powerfulLoginRole: SchemaRule = {
  code: "powerful-login-role",
  title: "Login role without limits",
  keeps: { seed: "NeonHub", rule: "Roles have the least privileges that they need." },
  needs: "roles",
  findInDatabase: ({ roles }) =>
    roles.state === "unreadable"
      ? []
      : roles.value.map((role) => {
          const name = readableIdentifier(role.name);
          const words = powers(role);
          return {
            code: "powerful-login-role",
            severity: "warning" as const,
            subject: name,
            schema: null,
            table: null,
            message: `${role.name} can log in and ${listWords(words.map(({ means }) => means))}. An application needs no such power: give its role what it uses.`,
            evidence: { attributes: words.map(({ word }) => word).join(", "), thisSession: role.isOurs },
            fix: {
              title: `Limit role ${role.name}`,
              sql: `ALTER ROLE ${name} ${words.map(({ word }) => `NO${word}`).join(" ")};`,
              downSql: `ALTER ROLE ${name} ${words.map(({ word }) => word).join(" ")};`,
              transactional: true,
            },
          };
        }),
};

function powers({ isSuperuser, bypassesRowSecurity }: PowerfulRole): readonly { word: string; means: string }[] {
  return [
    ...(isSuperuser ? [{ word: "SUPERUSER", means: "passes every check of privileges" }] : []),
    ...(bypassesRowSecurity ? [{ word: "BYPASSRLS", means: "sees every row past its policies" }] : []),
  ];
}
