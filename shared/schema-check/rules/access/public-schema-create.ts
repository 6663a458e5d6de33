import { readableIdentifier } from "../../../indexes/readable-name.ts";
import type { SchemaRule } from "../rule.ts";

/** Where everybody may create, everybody may put a function in the way of somebody else's statement (CVE-2018-1058). */
export const publicSchemaCreate: SchemaRule = {
  code: "public-schema-create",
  title: "Everybody may create in a schema",
  keeps: { seed: "NeonHub", rule: "Roles have the least privileges that they need." },
  needs: "openSchemas",
  findInDatabase: ({ openSchemas }) =>
    openSchemas.state === "unreadable"
      ? []
      : openSchemas.value.map((schema) => {
          const name = readableIdentifier(schema);
          return {
            code: "public-schema-create",
            severity: "warning" as const,
            subject: name,
            schema,
            table: null,
            message: `Everybody may create objects in schema ${schema}: what another role puts there can take the place of what a statement means.`,
            evidence: { privilege: "CREATE", grantee: "PUBLIC" },
            fix: {
              title: `Take CREATE on ${schema} from PUBLIC`,
              sql: `REVOKE CREATE ON SCHEMA ${name} FROM PUBLIC;`,
              downSql: `GRANT CREATE ON SCHEMA ${name} TO PUBLIC;`,
              transactional: true,
            },
          };
        }),
};
