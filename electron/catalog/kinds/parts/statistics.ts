import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { commentSql, qualified, statementsSql } from "../sql-text.ts";

const list = listSql(
  {
    oid: "s.oid",
    schema: "n.nspname",
    name: "s.stxname",
    detail: "'on ' || c.relname",
    isReadable: "pg_catalog.has_schema_privilege(n.oid, 'USAGE')",
  },
  `pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
     JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid`,
);
const from = "pg_catalog.pg_statistic_ext o JOIN pg_catalog.pg_namespace n ON n.oid = o.stxnamespace";
const name = qualified("n.nspname", "o.stxname");

/** Extended statistics (CREATE STATISTICS). Statistics on expressions ('e') exist from version 14 on. */
export const statistics: ObjectKindReader = {
  kind: "statistics",
  catalog: "pg_statistic_ext",
  versions: sinceOldest(list),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["Table", "o.stxrelid::pg_catalog.regclass"],
      [
        "Kinds",
        `(SELECT pg_catalog.string_agg(CASE k WHEN 'd' THEN 'ndistinct' WHEN 'f' THEN 'dependencies' WHEN 'm' THEN 'mcv'
                                              ELSE 'expressions' END, ', ') FROM pg_catalog.unnest(o.stxkind) k)`,
      ],
      [
        "Columns",
        `(SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
           WHERE a.attrelid = o.stxrelid AND a.attnum = ANY (o.stxkeys))`,
      ],
    ]),
  ),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(from, [
        "pg_catalog.pg_get_statisticsobjdef(o.oid)",
        `(SELECT 'ALTER STATISTICS ' || ${name} || ' SET STATISTICS ' || (pg_catalog.to_jsonb(o) ->> 'stxstattarget')
           WHERE COALESCE((pg_catalog.to_jsonb(o) ->> 'stxstattarget')::pg_catalog.int4, -1) >= 0)`,
        commentSql("pg_statistic_ext", "STATISTICS", name),
      ]),
    ),
  ),
  access: {
    acl: "NULL::pg_catalog.aclitem[]",
    owner: "o.stxowner",
    defaultFor: "'r'",
    grantOn: null,
    alter: `'STATISTICS ' || ${qualified("(SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE n.oid = o.stxnamespace)", "o.stxname")}`,
  },
};
