import { type ObjectKindReader, toCatalogObject } from "../object-kind.ts";
import { yes } from "../sql-text.ts";
import { relationAccess, relationDdlReader, relationFacts, relationsSql } from "./relation-sql.ts";

const detail = `
  CASE WHEN EXISTS (
    SELECT FROM pg_catalog.pg_depend o
     WHERE o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.objid = c.oid AND o.deptype IN ('a', 'i')
       AND o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.refobjsubid > 0)
  THEN 'owned by a column' ELSE '' END`;

const of = (column: string) => `(SELECT ${column} FROM pg_catalog.pg_sequence s WHERE s.seqrelid = o.oid)`;

/** Sequences. Their one row is no estimate worth showing. */
export const sequences: ObjectKindReader = {
  kind: "sequence",
  catalog: "pg_class",
  versions: relationsSql(["S"], { detail }, false),
  toModel: toCatalogObject,
  facts: relationFacts([
    [
      "Last value",
      `CASE WHEN pg_catalog.has_sequence_privilege(o.oid, 'SELECT,USAGE')
            THEN COALESCE(pg_catalog.pg_sequence_last_value(o.oid)::pg_catalog.text, 'not used yet')
            ELSE 'unreadable: no privilege on the sequence' END`,
    ],
    ["Type", of("pg_catalog.format_type(s.seqtypid, NULL)")],
    ["Increment", of("s.seqincrement")],
    ["Minimum", of("s.seqmin")],
    ["Maximum", of("s.seqmax")],
    ["Start", of("s.seqstart")],
    ["Cache", of("s.seqcache")],
    ["Cycles", of(yes("s.seqcycle"))],
    [
      "Owned by",
      `(SELECT d.refobjid::pg_catalog.regclass::pg_catalog.text || '.' || pg_catalog.quote_ident(a.attname)
          FROM pg_catalog.pg_depend d
          JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
         WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = o.oid AND d.deptype IN ('a', 'i')
           AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjsubid > 0 LIMIT 1)`,
    ],
  ]),
  ddl: relationDdlReader,
  access: relationAccess("'SEQUENCE'", "SEQUENCE"),
};
