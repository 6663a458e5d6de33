import type { FindingFix } from "../../../findings/model.ts";
import { readableIdentifier } from "../../../indexes/readable-name.ts";
import { quoteLiteral } from "../../../sql/quote.ts";
import type { CheckedColumn, CheckedTable } from "../../model.ts";
import { constraintName, onTable, type SchemaRule, tableSql, toSnakeCase } from "../rule.ts";
import { tenantColumns } from "./tenant-columns.ts";

/** Where only the application keeps tenants apart, one forgotten condition shows the rows of all. */
export const tenantWithoutPolicy: SchemaRule = {
  code: "tenant-without-policy",
  title: "Tenant column without a policy",
  keeps: { seed: "Neon database architect", rule: "The schema itself keeps the users' data apart." },
  findInTable: (table) => {
    const column = tenantColumns(table)[0];
    if (column === undefined || (table.hasRowSecurity && table.policyCount > 0)) return [];
    const setting = `app.${toSnakeCase(column.name)}`;
    return [
      onTable(table, {
        part: column.name,
        code: "tenant-without-policy",
        severity: "warning",
        message: table.hasRowSecurity
          ? `Row security is on and has no policy: nobody but the owner sees a row of ${table.name}.`
          : `Rows belong to a tenant by ${column.name}, and nothing in the database keeps tenants apart. With the fix every session has to set ${setting} before it sees a row; the table's owner sees all of them.`,
        evidence: { rowSecurity: table.hasRowSecurity, policies: table.policyCount },
        fix: isolate(table, column, setting),
      }),
    ];
  },
};

/** The policy comes first: row security without one shows no row at all. */
function isolate(table: CheckedTable, column: CheckedColumn, setting: string): FindingFix {
  const on = tableSql(table);
  const policy = readableIdentifier(constraintName([table.name], "tenant"));
  const isText = column.typeName === "text" || column.typeName === "varchar";
  const value = `NULLIF(pg_catalog.current_setting(${quoteLiteral(setting).trim()}, true), '')`;
  const typed = isText ? value : `${value}::${column.type}`;
  const up = `CREATE POLICY ${policy} ON ${on}\n  USING (${readableIdentifier(column.name)} = ${typed});`;
  const down = `DROP POLICY ${policy} ON ${on};`;
  if (table.hasRowSecurity)
    return { title: `Add a policy to ${table.name}`, sql: up, downSql: down, transactional: true };
  return {
    title: `Keep tenants of ${table.name} apart`,
    sql: `${up}\nALTER TABLE ${on} ENABLE ROW LEVEL SECURITY;`,
    downSql: `ALTER TABLE ${on} DISABLE ROW LEVEL SECURITY;\n${down}`,
    transactional: true,
  };
}
