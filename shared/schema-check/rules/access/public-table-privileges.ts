import { onTable, type SchemaRule, tableSql } from "../rule.ts";

/** What PUBLIC has, every role has that will ever be made. */
export const publicTablePrivileges: SchemaRule = {
  code: "public-table-privileges",
  title: "Everybody may use a table",
  keeps: { seed: "NeonHub", rule: "Roles have the least privileges that they need." },
  findInTable: (table) => {
    if (table.publicPrivileges.length === 0) return [];
    const words = table.publicPrivileges.join(", ");
    const isReading = table.publicPrivileges.every((privilege) => privilege === "SELECT");
    return [
      onTable(table, {
        code: "public-table-privileges",
        severity: isReading ? "info" : "warning",
        message: `Every role of the server may ${words} on ${table.name}. Grant it to the roles that need it first, then take it from PUBLIC.`,
        evidence: { privileges: words, grantee: "PUBLIC" },
        fix: {
          title: `Take ${words} on ${table.name} from PUBLIC`,
          sql: `REVOKE ${words} ON ${tableSql(table)} FROM PUBLIC;`,
          downSql: `GRANT ${words} ON ${tableSql(table)} TO PUBLIC;`,
          transactional: true,
        },
      }),
    ];
  },
};
