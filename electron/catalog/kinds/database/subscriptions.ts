import type { VersionedSql } from "../../versioned-sql.ts";
import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { quoted, statementsSql, yes } from "../sql-text.ts";

// pg_subscription is of the whole server, and its connection strings are nobody's but a superuser's: that column is not read.
const thisDatabase = "(SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())";
const from = "pg_catalog.pg_subscription o";
const publications = `pg_catalog.array_to_string(ARRAY(
  SELECT ${quoted("p")} FROM pg_catalog.unnest(o.subpublications) WITH ORDINALITY AS u (p, place) ORDER BY place), ', ')`;

const definition = (settings: string) =>
  statementsSql(from, [
    `'CREATE SUBSCRIPTION ' || ${quoted("o.subname")} || ' CONNECTION '''' PUBLICATION ' || ${publications}
     || ' WITH (connect = false, slot_name = ' || COALESCE(pg_catalog.quote_literal(o.subslotname), 'NONE')
     || ', synchronous_commit = ' || pg_catalog.quote_literal(o.subsynccommit)${settings} || ')'`,
    `(SELECT 'COMMENT ON SUBSCRIPTION ' || ${quoted("o.subname")} || ' IS ' || pg_catalog.quote_literal(d.description)
        FROM pg_catalog.pg_description d
       WHERE d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_subscription'::pg_catalog.regclass)`,
  ]);
const option = (word: string, column: string) => `
     || CASE WHEN ${column} THEN ', ${word} = true' ELSE '' END`;
const streaming = `
     || CASE o.substream::pg_catalog.text WHEN 'p' THEN ', streaming = parallel' WHEN 't' THEN ', streaming = on'
             WHEN 'true' THEN ', streaming = on' ELSE ', streaming = off' END`;
const since14 = option("binary", "o.subbinary") + streaming;
const since15 =
  since14 +
  `
     || CASE WHEN o.subtwophasestate <> 'd' THEN ', two_phase = true' ELSE '' END` +
  option("disable_on_error", "o.subdisableonerr");
const since16 =
  since15 +
  `
     || CASE WHEN o.subpasswordrequired THEN '' ELSE ', password_required = false' END` +
  option("run_as_owner", "o.subrunasowner") +
  `
     || ', origin = ' || o.suborigin`;
const versions: readonly VersionedSql[] = [
  { minVersion: 120000, sql: definition("") },
  { minVersion: 140000, sql: definition(since14) },
  { minVersion: 150000, sql: definition(since15) },
  { minVersion: 160000, sql: definition(since16) },
  { minVersion: 170000, sql: definition(since16 + option("failover", "o.subfailover")) },
];

const ddl = ddlFrom(versions);

/** Subscriptions of this database. The connection string is left out of everything: it may hold a password. */
export const subscriptions: ObjectKindReader = {
  kind: "subscription",
  catalog: "pg_subscription",
  versions: sinceOldest(
    listSql(
      { oid: "s.oid", name: "s.subname", detail: "CASE WHEN s.subenabled THEN '' ELSE 'disabled' END" },
      `pg_catalog.pg_subscription s WHERE s.subdbid = ${thisDatabase}`,
    ),
  ),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["Enabled", yes("o.subenabled")],
      ["Publications", publications],
      ["Slot", "o.subslotname"],
      ["Synchronous commit", "o.subsynccommit"],
      ["Connection", "'not shown: it may hold a password'"],
    ]),
  ),
  ddl: async (session, object) => {
    const [creation, ...rest] = await ddl(session, object);
    if (creation === undefined) return [];
    return [`-- The connection string is left out, because it may hold a password.\n${creation}`, ...rest];
  },
  access: {
    acl: "NULL::pg_catalog.aclitem[]",
    owner: "o.subowner",
    defaultFor: "'r'",
    grantOn: null,
    alter: `'SUBSCRIPTION ' || ${quoted("o.subname")}`,
  },
};
