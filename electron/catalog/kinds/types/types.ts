import { factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { qualified } from "../sql-text.ts";
import { readTypeDdl } from "./type-ddl.ts";

const kindOf = (row: string) => `
  CASE ${row}.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'c' THEN 'composite' WHEN 'r' THEN 'range'
       WHEN 'm' THEN 'multirange' WHEN 'p' THEN CASE WHEN ${row}.typisdefined THEN 'pseudo' ELSE 'shell' END ELSE 'base' END`;

// Row types of tables and the array types that come with every type are not objects of their own.
const list = listSql(
  {
    oid: "t.oid",
    schema: "n.nspname",
    name: "t.typname",
    detail: kindOf("t"),
    isReadable: "pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_type_privilege(t.oid, 'USAGE')",
  },
  `pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    WHERE (t.typrelid = 0 OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid)`,
);

const schema = "(SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE n.oid = o.typnamespace)";
// A multirange has the owner and the privileges of its range.
const ownSql = `CASE WHEN o.typtype <> 'm' THEN 'TYPE ' || ${qualified(schema, "o.typname")} END`;

/** Enums, domains, composites, ranges, multiranges (from version 14 on) and base types. */
export const types: ObjectKindReader = {
  kind: "type",
  catalog: "pg_type",
  versions: sinceOldest(list),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql("pg_catalog.pg_type o", [
      ["Kind", kindOf("o")],
      [
        "Values",
        `(SELECT pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
            FROM pg_catalog.pg_enum e WHERE e.enumtypid = o.oid)`,
      ],
      ["Base type", "CASE WHEN o.typtype = 'd' THEN pg_catalog.format_type(o.typbasetype, o.typtypmod) END"],
      ["Default", "o.typdefault"],
      ["NULL", "CASE WHEN o.typtype = 'd' THEN CASE WHEN o.typnotnull THEN 'not allowed' ELSE 'allowed' END END"],
      [
        "Checks",
        `(SELECT pg_catalog.string_agg(k.conname || ': ' || pg_catalog.pg_get_constraintdef(k.oid), E'\\n' ORDER BY k.conname)
            FROM pg_catalog.pg_constraint k WHERE k.contypid = o.oid)`,
      ],
      [
        "Attributes",
        `(SELECT pg_catalog.string_agg(a.attname || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod), E'\\n' ORDER BY a.attnum)
            FROM pg_catalog.pg_attribute a
           WHERE o.typtype = 'c' AND a.attrelid = o.typrelid AND a.attnum > 0 AND NOT a.attisdropped)`,
      ],
      [
        "Subtype",
        "(SELECT pg_catalog.format_type(r.rngsubtype, NULL) FROM pg_catalog.pg_range r WHERE r.rngtypid = o.oid)",
      ],
      ["Length in bytes", "CASE WHEN o.typtype = 'b' AND o.typlen > 0 THEN o.typlen END"],
    ]),
  ),
  ddl: readTypeDdl,
  access: {
    acl: "o.typacl",
    owner: "o.typowner",
    defaultFor: "'T'",
    grantOn: ownSql,
    alter: ownSql,
  },
};
