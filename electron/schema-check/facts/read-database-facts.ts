import type { Reading } from "../../../shared/catalog/reading.ts";
import type { CheckedSequence, CountedStatement, DatabaseFacts } from "../../../shared/schema-check/model.ts";
import { quoteName } from "../../../shared/sql/quote.ts";
import { isTrue, toNumber, toText } from "../../catalog/catalog-text.ts";
import { readPart } from "../../catalog/reading.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { notOfExtensionSql, systemSchemasSql } from "./table-sql.ts";

// Without USAGE or SELECT the position of a sequence cannot be asked for; such sequences are told.
const sequencesSql = `
  SELECT n.nspname, c.relname, pg_catalog.format_type(s.seqtypid, NULL),
         CASE WHEN pg_catalog.has_sequence_privilege(c.oid, 'USAGE, SELECT') THEN pg_catalog.pg_sequence_last_value(c.oid) END,
         s.seqmin, s.seqmax, s.seqincrement, s.seqcycle, tn.nspname, t.relname, a.attname,
         pg_catalog.format_type(a.atttypid, NULL), pg_catalog.has_sequence_privilege(c.oid, 'USAGE, SELECT')
    FROM pg_catalog.pg_sequence s
    JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
          AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
    LEFT JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
    LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
    LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
   WHERE c.relpersistence <> 't' AND ${systemSchemasSql("n")} AND ${notOfExtensionSql("pg_class", "c.oid")}
   ORDER BY n.nspname, c.relname
   LIMIT 50000`;

const vectorsSql = `
  SELECT n.nspname, c.relname, a.attname, t.typname, tn.nspname,
         pg_catalog.substring(pg_catalog.format_type(a.atttypid, a.atttypmod), '[(]([0-9]+)[)]')
    FROM pg_catalog.pg_type t
    JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
    JOIN pg_catalog.pg_attribute a ON a.atttypid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE t.typname IN ('vector', 'halfvec', 'sparsevec') AND c.relpersistence <> 't' AND ${systemSchemasSql("n")}
   ORDER BY n.nspname, c.relname, a.attnum`;

const openSchemasSql = `
  SELECT n.nspname FROM pg_catalog.pg_namespace n
   WHERE ${systemSchemasSql("n")}
     AND EXISTS (SELECT FROM pg_catalog.aclexplode(n.nspacl) e WHERE e.grantee = 0 AND e.privilege_type = 'CREATE')
   ORDER BY n.nspname`;

// 10 is the role that the cluster was made with; the server's own have names that begin with pg_.
const rolesSql = `
  SELECT r.rolname, r.rolsuper, r.rolbypassrls, r.rolname = session_user
    FROM pg_catalog.pg_roles r
   WHERE r.rolcanlogin AND (r.rolsuper OR r.rolbypassrls) AND r.oid <> 10 AND NOT pg_catalog.starts_with(r.rolname, 'pg_')
   ORDER BY r.rolname`;

const extensionSql = `
  SELECT n.nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
   WHERE e.extname = 'pg_stat_statements'`;

// Only what may search in JSON; the texts are as long as people write them.
const statementsSql = (view: string) => `
  SELECT pg_catalog.left(s.query, 20000), s.calls FROM ${view} s
   WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
     AND s.query ~ '@>|@@|[?]'
   ORDER BY s.calls DESC
   LIMIT 2000`;

/** What is read once for a database, each part by itself. */
export async function readDatabaseFacts(session: ReadSession): Promise<DatabaseFacts> {
  return {
    sequences: await readSequences(session),
    statements: await readStatements(session),
    vectors: await readPart(session, async () =>
      (await session.query(vectorsSql)).rows.map(([schema, table, column, typeName, typeSchema, dimensions]) => ({
        schema: toText(schema),
        table: toText(table),
        column: toText(column),
        typeName: toText(typeName),
        typeSchema: toText(typeSchema),
        dimensions: toNumber(dimensions),
      })),
    ),
    openSchemas: await readPart(session, async () =>
      (await session.query(openSchemasSql)).rows.map(([name]) => toText(name)),
    ),
    roles: await readPart(session, async () =>
      (await session.query(rolesSql)).rows.map(([name, isSuperuser, bypassesRowSecurity, isOurs]) => ({
        name: toText(name),
        isSuperuser: isTrue(isSuperuser),
        bypassesRowSecurity: isTrue(bypassesRowSecurity),
        isOurs: isTrue(isOurs),
      })),
    ),
  };
}

async function readSequences(session: ReadSession): Promise<Reading<readonly CheckedSequence[]>> {
  return await readPart(session, async () =>
    (await session.query(sequencesSql)).rows.map((row) => {
      const [schema, name, type, last, min, max, increment, isCycling, ownerSchema, table, column, ...rest] = row;
      const [ownerType, isReadable] = rest;
      return {
        isReadable: isTrue(isReadable),
        schema: toText(schema),
        name: toText(name),
        type: toText(type),
        lastValue: toNumber(last),
        minValue: Number(min),
        maxValue: Number(max),
        increment: Number(increment),
        isCycling: isTrue(isCycling),
        owner: ownerSchema && table && column ? { schema: ownerSchema, table, column, type: toText(ownerType) } : null,
      };
    }),
  );
}

async function readStatements(session: ReadSession): Promise<Reading<readonly CountedStatement[]>> {
  const schema = (await session.query(extensionSql)).rows[0]?.[0];
  if (!schema)
    return {
      state: "unreadable",
      message: "pg_stat_statements is not installed here, so nothing says which JSONB columns are searched.",
      hint: "Run CREATE EXTENSION pg_stat_statements, and check again when the application has run for a while.",
    };
  const view = quoteName({ schema, name: "pg_stat_statements" });
  return await readPart(session, async () =>
    (await session.query(statementsSql(view))).rows.map(([sql, calls]) => ({
      sql: toText(sql),
      calls: Number(calls),
    })),
  );
}
