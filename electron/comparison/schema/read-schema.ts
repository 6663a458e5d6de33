import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { JobSession } from "../../postgres/copy/session-jobs.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { type EngineReading, readByEngine } from "../engine/read-by-engine.ts";
import { type Inventory, readInventory } from "../inventory/read-inventory.ts";

/** A schema at one moment: as the engine sees it, and as our own catalog reading does. Plain data. */
export interface SchemaReading {
  readonly engine: EngineReading;
  readonly inventory: Inventory;
  readonly version: string;
  readonly database: string;
  readonly roles: readonly string[];
}

/** Reads a schema within one READ ONLY transaction, which is rolled back. Rejects with what ends the session. */
export async function readSchema(session: JobSession): Promise<SchemaReading> {
  await session.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    await session.query("SELECT pg_catalog.set_config('search_path', 'pg_catalog', true)");
    const engine = await readByEngine(session);
    const reader: ReadSession = { mode: "read", query: (sql, values, options) => session.query(sql, values, options) };
    const inventory = await readInventory(reader);
    const head = await session.query("SELECT pg_catalog.current_database()");
    const roles = await session.query("SELECT rolname FROM pg_catalog.pg_roles", [], { maxRows: 0 });
    return {
      engine,
      inventory,
      version: engine.version,
      database: head.rows[0]?.[0] ?? "",
      roles: roles.rows.map(([name]) => name ?? ""),
    };
  } finally {
    await rollBack(session);
  }
}

/** A lost session has nothing to roll back; that it is lost is told by what failed first. */
async function rollBack(session: JobSession): Promise<void> {
  await session.query("ROLLBACK").catch(() => undefined);
}

/** A reading as bytes, small enough to pass main without holding it up. */
export async function packReading(reading: SchemaReading): Promise<Uint8Array> {
  return await promisify(gzip)(JSON.stringify(reading), { level: 3 });
}

/** The other way round. */
export async function unpackReading(packed: Uint8Array): Promise<SchemaReading> {
  const text = (await promisify(gunzip)(packed)).toString("utf8");
  return JSON.parse(text) as SchemaReading; // `packReading` made it, in this version of the app
}
