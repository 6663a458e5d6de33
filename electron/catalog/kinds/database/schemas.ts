import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { commentSql, quoted, statementsSql } from "../sql-text.ts";

const list = listSql(
  { oid: "n.oid", name: "n.nspname", isReadable: "pg_catalog.has_schema_privilege(n.oid, 'USAGE')" },
  `pg_catalog.pg_namespace n
    WHERE NOT pg_catalog.starts_with(n.nspname, 'pg_toast') AND NOT pg_catalog.starts_with(n.nspname, 'pg_temp_')`,
);
const from = "pg_catalog.pg_namespace o";

/** Schemas. `public` is there in every new database, so it is not made again when it is. */
export const schemas: ObjectKindReader = {
  kind: "schema",
  catalog: "pg_namespace",
  versions: sinceOldest(list),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      [
        "Tables",
        "(SELECT pg_catalog.count(*) FROM pg_catalog.pg_class c WHERE c.relnamespace = o.oid AND c.relkind IN ('r', 'p', 'f'))",
      ],
      [
        "Views",
        "(SELECT pg_catalog.count(*) FROM pg_catalog.pg_class c WHERE c.relnamespace = o.oid AND c.relkind IN ('v', 'm'))",
      ],
      ["Routines", "(SELECT pg_catalog.count(*) FROM pg_catalog.pg_proc p WHERE p.pronamespace = o.oid)"],
    ]),
  ),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(from, [
        `'CREATE SCHEMA ' || CASE WHEN o.nspname = 'public' THEN 'IF NOT EXISTS ' ELSE '' END || ${quoted("o.nspname")}`,
        commentSql("pg_namespace", "SCHEMA", quoted("o.nspname")),
      ]),
    ),
  ),
  access: {
    acl: "o.nspacl",
    owner: "o.nspowner",
    defaultFor: "'n'",
    grantOn: `'SCHEMA ' || ${quoted("o.nspname")}`,
    alter: `'SCHEMA ' || ${quoted("o.nspname")}`,
  },
};
