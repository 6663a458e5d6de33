import type { VersionedSql } from "../../versioned-sql.ts";
import { type DdlReader, ddlFrom, sinceOldest } from "../object-kind.ts";
import { commentSql, qualified, quoted, statementsSql } from "../sql-text.ts";

const from = "pg_catalog.pg_type o JOIN pg_catalog.pg_namespace n ON n.oid = o.typnamespace";
const name = qualified("n.nspname", "o.typname");
const comment = commentSql("pg_type", "TYPE", name);
const collation = (oid: string) => `
  (SELECT ${qualified("cn.nspname", "co.collname")} FROM pg_catalog.pg_collation co
     JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = ${oid})`;
const routine = (oid: string) => `
  (SELECT ${qualified("fn.nspname", "f.proname")} FROM pg_catalog.pg_proc f
     JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = ${oid}::pg_catalog.oid)`;

const enumSql = statementsSql(from, [
  `'CREATE TYPE ' || ${name} || ' AS ENUM (' || COALESCE((
     SELECT E'\\n  ' || pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel), E',\\n  ' ORDER BY e.enumsortorder) || E'\\n'
       FROM pg_catalog.pg_enum e WHERE e.enumtypid = o.oid), '') || ')'`,
  comment,
]);

// From version 17 on NOT NULL of a domain is a constraint with a name.
const domainFrom = `${from} LEFT JOIN pg_catalog.pg_type b ON b.oid = o.typbasetype`;
const check = `'CONSTRAINT ' || ${quoted("k.conname")} || ' ' || pg_catalog.pg_get_constraintdef(k.oid)`;
const domainSql = `
  SELECT s.statement FROM (${statementsSql(domainFrom, [
    `'CREATE DOMAIN ' || ${name} || ' AS ' || pg_catalog.format_type(o.typbasetype, o.typtypmod)
     || COALESCE(' COLLATE ' || CASE WHEN o.typcollation <> b.typcollation THEN ${collation("o.typcollation")} END, '')
     || COALESCE(' DEFAULT ' || pg_catalog.pg_get_expr(o.typdefaultbin, 0), ' DEFAULT ' || pg_catalog.quote_literal(o.typdefault), '')
     || CASE WHEN o.typnotnull AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.contypid = o.oid AND k.contype = 'n')
             THEN ' NOT NULL' ELSE '' END
     || COALESCE((SELECT E'\\n  ' || pg_catalog.string_agg(${check}, E'\\n  ' ORDER BY k.conname)
                    FROM pg_catalog.pg_constraint k WHERE k.contypid = o.oid AND k.convalidated), '')`,
    commentSql("pg_type", "DOMAIN", name),
  ])}) s
  UNION ALL
  SELECT 'ALTER DOMAIN ' || ${name} || ' ADD ' || ${check} FROM ${from}
    JOIN pg_catalog.pg_constraint k ON k.contypid = o.oid AND NOT k.convalidated WHERE o.oid = $1
  UNION ALL
  SELECT 'COMMENT ON CONSTRAINT ' || ${quoted("k.conname")} || ' ON DOMAIN ' || ${name} || ' IS ' || pg_catalog.quote_literal(d.description)
    FROM ${from} JOIN pg_catalog.pg_constraint k ON k.contypid = o.oid
    JOIN pg_catalog.pg_description d ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
   WHERE o.oid = $1`;

const compositeSql = `
  SELECT s.statement FROM (${statementsSql(from, [
    `'CREATE TYPE ' || ${name} || ' AS (' || COALESCE((
       SELECT E'\\n  ' || pg_catalog.string_agg(${quoted("a.attname")} || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod)
              || COALESCE(' COLLATE ' || CASE WHEN a.attcollation <> t.typcollation THEN ${collation("a.attcollation")} END, ''),
              E',\\n  ' ORDER BY a.attnum) || E'\\n'
         FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = o.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')'`,
    comment,
  ])}) s
  UNION ALL
  SELECT 'COMMENT ON COLUMN ' || ${name} || '.' || ${quoted("a.attname")} || ' IS ' || pg_catalog.quote_literal(d.description)
    FROM ${from} JOIN pg_catalog.pg_attribute a ON a.attrelid = o.typrelid AND a.attnum > 0
    JOIN pg_catalog.pg_description d
      ON d.objoid = o.typrelid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = a.attnum
   WHERE o.oid = $1`;

const rangeSql = (multirange: string) =>
  statementsSql(
    `${from} JOIN pg_catalog.pg_range r ON r.rngtypid = o.oid JOIN pg_catalog.pg_type st ON st.oid = r.rngsubtype
       JOIN pg_catalog.pg_opclass oc ON oc.oid = r.rngsubopc JOIN pg_catalog.pg_namespace ocn ON ocn.oid = oc.opcnamespace`,
    [
      // The canonical function is made between the shell and the type.
      `CASE WHEN r.rngcanonical::pg_catalog.oid <> 0 THEN 'CREATE TYPE ' || ${name} END`,
      `'CREATE TYPE ' || ${name} || E' AS RANGE (\\n  SUBTYPE = ' || pg_catalog.format_type(r.rngsubtype, NULL) || pg_catalog.concat(
         E',\\n  SUBTYPE_OPCLASS = ' || CASE WHEN NOT oc.opcdefault THEN ${qualified("ocn.nspname", "oc.opcname")} END,
         E',\\n  COLLATION = ' || CASE WHEN r.rngcollation <> st.typcollation THEN ${collation("r.rngcollation")} END,
         E',\\n  CANONICAL = ' || ${routine("r.rngcanonical")},
         E',\\n  SUBTYPE_DIFF = ' || ${routine("r.rngsubdiff")}${multirange}) || E'\\n)'`,
      comment,
    ],
  );

const multirangeName = `,
         E',\\n  MULTIRANGE_TYPE_NAME = ' || (
           SELECT ${qualified("mn.nspname", "m.typname")} FROM pg_catalog.pg_type m
             JOIN pg_catalog.pg_namespace mn ON mn.oid = m.typnamespace WHERE m.oid = r.rngmultitypid)`;

const baseSql = statementsSql(from, [
  `'CREATE TYPE ' || ${name}`,
  `CASE WHEN o.typisdefined THEN 'CREATE TYPE ' || ${name} || E' (\\n  INPUT = ' || ${routine("o.typinput")}
     || E',\\n  OUTPUT = ' || ${routine("o.typoutput")} || pg_catalog.concat(
       E',\\n  RECEIVE = ' || ${routine("o.typreceive")}, E',\\n  SEND = ' || ${routine("o.typsend")},
       E',\\n  TYPMOD_IN = ' || ${routine("o.typmodin")}, E',\\n  TYPMOD_OUT = ' || ${routine("o.typmodout")},
       E',\\n  ANALYZE = ' || ${routine("o.typanalyze")},
       E',\\n  INTERNALLENGTH = ' || CASE WHEN o.typlen < 0 THEN 'VARIABLE' ELSE o.typlen::pg_catalog.text END,
       CASE WHEN o.typbyval THEN E',\\n  PASSEDBYVALUE' END,
       E',\\n  ALIGNMENT = ' || CASE o.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'i' THEN 'int4' ELSE 'double' END,
       E',\\n  STORAGE = ' || CASE o.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END,
       E',\\n  CATEGORY = ' || pg_catalog.quote_literal(o.typcategory::pg_catalog.text),
       CASE WHEN o.typispreferred THEN E',\\n  PREFERRED = true' END,
       E',\\n  DEFAULT = ' || pg_catalog.quote_literal(o.typdefault),
       CASE WHEN o.typelem <> 0 THEN E',\\n  ELEMENT = ' || pg_catalog.format_type(o.typelem, NULL) END,
       CASE WHEN o.typdelim <> ',' THEN E',\\n  DELIMITER = ' || pg_catalog.quote_literal(o.typdelim::pg_catalog.text) END,
       CASE WHEN o.typcollation <> 0 THEN E',\\n  COLLATABLE = true' END) || E'\\n)' END`,
  comment,
]);

const definitions: Readonly<Record<string, readonly VersionedSql[]>> = {
  enum: sinceOldest(enumSql),
  domain: sinceOldest(domainSql),
  composite: sinceOldest(compositeSql),
  range: [
    { minVersion: 120000, sql: rangeSql("") },
    { minVersion: 140000, sql: rangeSql(multirangeName) },
  ],
  base: sinceOldest(baseSql),
  shell: sinceOldest(baseSql),
};

/** A multirange type comes with its range type and has no statement of its own. */
export const readTypeDdl: DdlReader = async (session, object) => {
  const versions = definitions[object.detail];
  return versions ? await ddlFrom(versions)(session, object) : [];
};
