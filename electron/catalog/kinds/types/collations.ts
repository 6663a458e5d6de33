import type { VersionedSql } from "../../versioned-sql.ts";
import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { commentSql, qualified, statementsSql, yes } from "../sql-text.ts";

const providerOf = (row: string) =>
  `CASE ${row}.collprovider WHEN 'i' THEN 'icu' WHEN 'c' THEN 'libc' WHEN 'b' THEN 'builtin' ELSE 'default' END`;

const list = listSql(
  {
    oid: "c.oid",
    schema: "n.nspname",
    name: "c.collname",
    detail: providerOf("c"),
    isReadable: "pg_catalog.has_schema_privilege(n.oid, 'USAGE')",
  },
  // A name may stand there once per encoding; only those of this database's encoding can be used.
  `pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
    WHERE c.collencoding IN (-1, (SELECT d.encoding FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()))`,
);
const from = "pg_catalog.pg_collation o JOIN pg_catalog.pg_namespace n ON n.oid = o.collnamespace";
const name = qualified("n.nspname", "o.collname");
const literal = (word: string, value: string) => `', ${word} = ' || pg_catalog.quote_literal(${value})`;

// The locale moved: until 14 collcollate holds ICU's too, then colliculocale (15, 16), then colllocale (17).
const definition = (locale: string, more: string) =>
  statementsSql(from, [
    `'CREATE COLLATION ' || ${name} || ' (PROVIDER = ' || ${providerOf("o")} || pg_catalog.concat(
       CASE WHEN o.collprovider = 'c' THEN ${literal("LC_COLLATE", "o.collcollate")} || ${literal("LC_CTYPE", "o.collctype")}
            ELSE ${literal("LOCALE", locale)} END,
       CASE WHEN NOT o.collisdeterministic THEN ', DETERMINISTIC = false' END${more}) || ')'`,
    commentSql("pg_collation", "COLLATION", name),
  ]);
const versions: readonly VersionedSql[] = [
  { minVersion: 120000, sql: definition("o.collcollate", "") },
  { minVersion: 150000, sql: definition("o.colliculocale", "") },
  { minVersion: 160000, sql: definition("o.colliculocale", `, ${literal("RULES", "o.collicurules")}`) },
  { minVersion: 170000, sql: definition("o.colllocale", `, ${literal("RULES", "o.collicurules")}`) },
];

/** Collations. */
export const collations: ObjectKindReader = {
  kind: "collation",
  catalog: "pg_collation",
  versions: sinceOldest(list),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql("pg_catalog.pg_collation o", [
      ["Provider", providerOf("o")],
      [
        "Locale",
        "COALESCE(pg_catalog.to_jsonb(o) ->> 'colllocale', pg_catalog.to_jsonb(o) ->> 'colliculocale', o.collcollate)",
      ],
      ["Deterministic", yes("o.collisdeterministic")],
      ["Rules", "pg_catalog.to_jsonb(o) ->> 'collicurules'"],
      ["Version of the library when made", "o.collversion"],
      ["Version of the library now", "pg_catalog.pg_collation_actual_version(o.oid)"],
    ]),
  ),
  ddl: ddlFrom(versions),
  access: {
    acl: "NULL::pg_catalog.aclitem[]",
    owner: "o.collowner",
    defaultFor: "'r'",
    grantOn: null,
    alter: `'COLLATION ' || ${qualified("(SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE n.oid = o.collnamespace)", "o.collname")}`,
  },
};
