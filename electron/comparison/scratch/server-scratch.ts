import { randomBytes } from "node:crypto";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import { readServerVersion } from "../../catalog/versioned-sql.ts";
import { createDatabases } from "../../postgres/create-databases.ts";
import type { Databases } from "../../postgres/databases.ts";
import type { ConnectParameters, OwnedSession, StatementRecord } from "../../postgres/session.ts";
import type { ScratchPlace, ScratchSessions } from "./scratch-place.ts";

/** What scratch databases beside a database need. */
export interface ServerScratchParts {
  readonly databases: Databases;
  /** The database beside which they are made. */
  readonly ref: DatabaseRef;
  readonly resolve: (ref: DatabaseRef) => Promise<ConnectParameters>;
  readonly sessions: ScratchSessions;
  readonly observe: (ref: DatabaseRef, record: StatementRecord) => void;
}

const prefix = "steward_scratch_";
const idPrefix = "scratch:";

/**
 * Databases beside another one on its own server: of its version, with its roles and extensions. Each carries the pid
 * of the session that made it in its name; those whose session is gone are dropped first, so what a kill leaves goes
 * with the next use. Needs CREATEDB. Rejects as connecting and CREATE DATABASE do.
 */
export async function openServerScratch(parts: ServerScratchParts, signal: AbortSignal): Promise<ScratchPlace> {
  const keeper = await parts.databases.open(parts.ref, { purpose: "comparison", signal });
  const parameters = await parts.resolve(parts.ref);
  const databases = createDatabases({
    resolve: async ({ connectionId }) => ({ ...parameters, database: connectionId.slice(idPrefix.length) }),
    opener: parts.sessions.openerOf,
    // It is the user's server: what is sent there is shown as everything is.
    observe: (_ref, record) => parts.observe(parts.ref, record),
    onLost: () => undefined,
  });
  const made: string[] = [];
  const close = async () => {
    await databases.close();
    for (const name of made) {
      await parts.sessions.end(`${idPrefix}${name}`);
      await drop(keeper, name);
    }
    await keeper.close();
  };
  try {
    await dropLeftovers(keeper);
    const major = Math.floor((await readServerVersion(keeper)) / 10_000);
    return {
      words: "a scratch database on the server itself",
      major,
      databases,
      isWhollyOurs: false,
      make: async () => {
        const name = `${prefix}${keeper.backendPid}_${randomBytes(4).toString("hex")}`;
        await keeper.execute(`CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE template0`);
        made.push(name);
        return { connectionId: `${idPrefix}${name}` };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function drop(session: OwnedSession, name: string): Promise<void> {
  await session.execute(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)} WITH (FORCE)`);
}

/** Own databases of sessions that are gone, as far as this role may drop them. */
async function dropLeftovers(session: OwnedSession): Promise<void> {
  const { rows } = await session.query(
    `SELECT d.datname FROM pg_catalog.pg_database d
      WHERE pg_catalog.starts_with(d.datname, $1) AND pg_catalog.pg_has_role(d.datdba, 'USAGE')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a
                         WHERE a.pid::pg_catalog.text = pg_catalog.split_part(pg_catalog.substr(d.datname, pg_catalog.length($1) + 1), '_', 1))`,
    [prefix],
  );
  for (const [name] of rows) if (name) await drop(session, name);
}
