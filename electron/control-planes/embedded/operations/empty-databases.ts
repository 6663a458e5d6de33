import { quoteIdentifier } from "../../../../shared/sql/quote.ts";
import { openSession } from "../../../postgres/connect.ts";
import type { ConnectParameters, WriteSession } from "../../../postgres/session.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";

/** What belongs to nobody but the user: not to the system, and not to an extension, whose rows come with it. */
const ownRelation = `
  n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')`;

const listRelations = `
  SELECT n.nspname, c.relname, c.relkind FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE ${ownRelation} AND (c.relkind IN ('r', 'm', 'S') OR (c.relkind = 'p' AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_partition_tree(c.oid) t
    JOIN pg_catalog.pg_class f ON f.oid = t.relid WHERE f.relkind = 'f')))
  ORDER BY 1, 2`;

/** Triggers on TRUNCATE that fire even for a replica; with how each is enabled. */
const listTriggers = `
  SELECT n.nspname, c.relname, t.tgname, t.tgenabled FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE NOT t.tgisinternal AND t.tgtype & 32 <> 0 AND t.tgenabled IN ('A', 'R')`;

/**
 * Leaves of a copied cluster what a dump of its schemas would give: every table without rows, sequences at their start,
 * materialised views unpopulated, no large objects, no statistics of columns. No trigger fires, and foreign tables are
 * left alone: their rows are elsewhere. Tables of extensions keep what they hold.
 */
export async function emptyDatabases(admin: ConnectParameters, call: ControlPlaneCall): Promise<void> {
  const open = (database: string) =>
    openSession(
      { ...admin, database },
      {
        purpose: "branch",
        settings: { session_replication_role: "replica", statement_timeout: "0", lock_timeout: "0" },
        ...(call.signal ? { signal: call.signal } : {}),
      },
    );
  const first = await open("postgres");
  const databases = await first
    .query("SELECT datname FROM pg_catalog.pg_database WHERE datallowconn AND NOT datistemplate")
    .finally(() => first.close());
  for (const [name] of databases.rows) {
    const session = await open(name ?? "");
    try {
      await session.transaction(emptyDatabase);
    } finally {
      await session.close();
    }
  }
}

async function emptyDatabase(session: WriteSession): Promise<void> {
  const relations = (await session.query(listRelations)).rows.map(([schema, name, kind]) => ({
    name: `${quoteIdentifier(schema ?? "")}.${quoteIdentifier(name ?? "")}`,
    kind,
  }));
  const triggers = (await session.query(listTriggers)).rows.map(([schema, table, name, enabled]) => ({
    table: `${quoteIdentifier(schema ?? "")}.${quoteIdentifier(table ?? "")}`,
    name: quoteIdentifier(name ?? ""),
    enabled: enabled === "A" ? "ALWAYS" : "REPLICA",
  }));
  for (const { table, name } of triggers) await session.execute(`ALTER TABLE ${table} DISABLE TRIGGER ${name}`);
  // All in one statement, because of foreign keys; ONLY, because a child may be a foreign table.
  const tables = relations.flatMap(({ name, kind }) => (kind === "r" ? [`ONLY ${name}`] : kind === "p" ? [name] : []));
  if (tables.length > 0) await session.execute(`TRUNCATE ${tables.join(", ")}`);
  for (const { name, kind } of relations) {
    if (kind === "S") await session.execute(`ALTER SEQUENCE ${name} RESTART`);
    if (kind === "m") await session.execute(`REFRESH MATERIALIZED VIEW ${name} WITH NO DATA`);
  }
  await session.query("SELECT pg_catalog.lo_unlink(oid) FROM pg_catalog.pg_largeobject_metadata");
  for (const { table, name, enabled } of triggers)
    await session.execute(`ALTER TABLE ${table} ENABLE ${enabled} TRIGGER ${name}`);
  // They hold values of the rows that are gone.
  await session.execute(`DELETE FROM pg_catalog.pg_statistic s USING pg_catalog.pg_class c, pg_catalog.pg_namespace n
    WHERE c.oid = s.starelid AND n.oid = c.relnamespace AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`);
  await session.execute("DELETE FROM pg_catalog.pg_statistic_ext_data");
}
