import type { VersionedSql } from "../../versioned-sql.ts";
import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { commentSql, qualified, quoted, statementsSql, yes } from "../sql-text.ts";

const from = "pg_catalog.pg_publication o";
const publishes = (row: string) => `pg_catalog.concat_ws(', ', CASE WHEN ${row}.pubinsert THEN 'insert' END,
  CASE WHEN ${row}.pubupdate THEN 'update' END, CASE WHEN ${row}.pubdelete THEN 'delete' END,
  CASE WHEN ${row}.pubtruncate THEN 'truncate' END)`;

const table = `ONLY ' || ${qualified("n.nspname", "c.relname")}`;
// Column lists, row filters and whole schemas exist from version 15 on.
const columns = `COALESCE(' (' || (SELECT pg_catalog.string_agg(${quoted("a.attname")}, ', ' ORDER BY a.attnum)
                   FROM pg_catalog.pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) || ')', '')`;
const filter = "COALESCE(' WHERE (' || pg_catalog.pg_get_expr(r.prqual, r.prrelid) || ')', '')";
const tables = (more: string) => `
  (SELECT 'TABLE ' || pg_catalog.string_agg('${table}${more}, ', ' ORDER BY n.nspname, c.relname)
     FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_class c ON c.oid = r.prrelid
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE r.prpubid = o.oid)`;
const schemas = `
  (SELECT 'TABLES IN SCHEMA ' || pg_catalog.string_agg(${quoted("n.nspname")}, ', ' ORDER BY n.nspname)
     FROM pg_catalog.pg_publication_namespace r JOIN pg_catalog.pg_namespace n ON n.oid = r.pnnspid WHERE r.pnpubid = o.oid)`;

const definition = (objects: string, settings: string) =>
  statementsSql(from, [
    `'CREATE PUBLICATION ' || ${quoted("o.pubname")}
     || CASE WHEN o.puballtables THEN ' FOR ALL TABLES' ELSE COALESCE(' FOR ' || NULLIF(${objects}, ''), '') END
     || ' WITH (publish = ' || pg_catalog.quote_literal(${publishes("o")}) || ${settings} || ')'`,
    commentSql("pg_publication", "PUBLICATION", quoted("o.pubname")),
  ]);
const viaRoot = "CASE WHEN o.pubviaroot THEN ', publish_via_partition_root = true' ELSE '' END";
const since15 = `pg_catalog.concat_ws(', ', ${tables(` || ${columns} || ${filter}`)}, ${schemas})`;
const versions: readonly VersionedSql[] = [
  { minVersion: 120000, sql: definition(tables(""), "''") },
  { minVersion: 130000, sql: definition(tables(""), viaRoot) },
  { minVersion: 150000, sql: definition(since15, viaRoot) },
  {
    minVersion: 180000,
    sql: definition(
      since15,
      `${viaRoot} || CASE o.pubgencols WHEN 's' THEN ', publish_generated_columns = stored' ELSE '' END`,
    ),
  },
];

/** Publications of this database. */
export const publications: ObjectKindReader = {
  kind: "publication",
  catalog: "pg_publication",
  versions: sinceOldest(
    listSql(
      { oid: "p.oid", name: "p.pubname", detail: "CASE WHEN p.puballtables THEN 'all tables' ELSE '' END" },
      "pg_catalog.pg_publication p",
    ),
  ),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["All tables", yes("o.puballtables")],
      ["Publishes", publishes("o")],
      ["Tables", "(SELECT pg_catalog.count(*) FROM pg_catalog.pg_get_publication_tables(o.pubname))"],
      [
        "Changes of partitions as the root's",
        "CASE pg_catalog.to_jsonb(o) ->> 'pubviaroot' WHEN 'true' THEN 'yes' WHEN 'false' THEN 'no' END",
      ],
    ]),
  ),
  ddl: ddlFrom(versions),
  access: {
    acl: "NULL::pg_catalog.aclitem[]",
    owner: "o.pubowner",
    defaultFor: "'r'",
    grantOn: null,
    alter: `'PUBLICATION ' || ${quoted("o.pubname")}`,
  },
};
