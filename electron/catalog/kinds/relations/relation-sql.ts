import { estimatedRowsSql } from "../../table/estimated-rows.ts";
import { relationDdlStatements } from "../../table/read-table.ts";
import type { VersionedSql } from "../../versioned-sql.ts";
import { type AccessSource, type DdlReader, factsSql, type ListExpressions, listSql } from "../object-kind.ts";
import { qualified } from "../sql-text.ts";

const isReadable = `pg_catalog.has_schema_privilege(n.oid, 'USAGE')
             AND (pg_catalog.has_table_privilege(c.oid, 'SELECT')
                  OR c.relkind <> 'S' AND pg_catalog.has_any_column_privilege(c.oid, 'SELECT'))`;

/** Relations of `pg_class` of some relkinds. `more.estimate` is left to `hasRows`. */
export function relationsSql(
  relkinds: readonly string[],
  more: Partial<ListExpressions>,
  hasRows: boolean,
): readonly VersionedSql[] {
  const kinds = relkinds.map((relkind) => `'${relkind}'`).join(", ");
  const from = `pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN (${kinds})`;
  const list = { oid: "c.oid", schema: "n.nspname", name: "c.relname", isReadable, ...more };
  const sql = (estimate: string) => listSql(hasRows ? { ...list, estimate } : list, from);
  return [
    { minVersion: 120000, sql: sql(estimatedRowsSql.before14) },
    { minVersion: 140000, sql: sql(estimatedRowsSql.since14) },
  ];
}

/** The DDL of a relation with everything on it. */
export const relationDdlReader: DdlReader = (session, { schema, name }) =>
  relationDdlStatements(session, { schema, name });

const persistence = "CASE o.relpersistence WHEN 'u' THEN 'unlogged' WHEN 't' THEN 'temporary' ELSE 'permanent' END";

/** Properties that every relation has. */
export function relationFacts(facts: readonly (readonly [string, string])[]): readonly VersionedSql[] {
  const from = "pg_catalog.pg_class o JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace";
  const shared: readonly (readonly [string, string])[] = [
    ["Persistence", persistence],
    ["Storage options", "pg_catalog.array_to_string(o.reloptions, ', ')"],
    ["Tablespace", "(SELECT t.spcname FROM pg_catalog.pg_tablespace t WHERE t.oid = o.reltablespace)"],
    ["Access method", "(SELECT am.amname FROM pg_catalog.pg_am am WHERE am.oid = o.relam)"],
  ];
  return [{ minVersion: 120000, sql: factsSql(from, [...facts, ...shared]) }];
}

/** Privileges of a relation; `keyword` is its word in ALTER, as an SQL expression. */
export function relationAccess(keyword: string, grantKeyword: "TABLE" | "SEQUENCE" = "TABLE"): AccessSource {
  const name = qualified("(SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE n.oid = o.relnamespace)", "o.relname");
  return {
    acl: "o.relacl",
    owner: "o.relowner",
    defaultFor: grantKeyword === "SEQUENCE" ? "'s'" : "'r'",
    grantOn: `'${grantKeyword} ' || ${name}`,
    alter: `${keyword} || ' ' || ${name}`,
    hasColumns: true,
  };
}
