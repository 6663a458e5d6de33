import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import type { Databases } from "../../postgres/databases.ts";
import type { ReadSession, SessionOptions, WriteSession } from "../../postgres/session.ts";

/** Where changes go, and as whom: `role` is the login role that acts, the connection's own when absent. */
export interface Target {
  readonly databases: Databases;
  readonly ref: DatabaseRef;
  readonly role: string | undefined;
}

/** Options of a session that acts as the target's role. */
export function actingOptions(
  { role }: Target,
  purpose: string,
  signal?: AbortSignal,
): SessionOptions & { role?: string } {
  return { purpose, ...(role === undefined ? {} : { role }), ...(signal ? { signal } : {}) };
}

/** A short write into the ledger under the acting role. */
export function writeLedger<T>(
  target: Target,
  purpose: string,
  run: (session: WriteSession) => Promise<T>,
): Promise<T> {
  return target.databases.write(target.ref, actingOptions(target, purpose), async (session) => {
    await becomeOwner(session);
    return await run(session);
  });
}

/**
 * Sets the role of the database's owner where the login is a member of it, so that what is made belongs to the owner.
 * session_user, by which the ledger knows people, stays who logged in.
 */
export async function becomeOwner(session: WriteSession): Promise<void> {
  const sql = `SELECT pg_catalog.pg_get_userbyid(datdba), pg_catalog.pg_has_role(session_user, datdba, 'MEMBER')
    FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()`;
  const [owner, isMember] = (await session.query(sql)).rows[0] ?? [];
  if (owner && isMember === "t") await session.execute(`SET ROLE ${quoteIdentifier(owner)}`);
}

/** Which database this is, and what runs it. */
export interface TargetIdentity {
  /** `system identifier/database oid/major/branch/timeline`, as `steward.target_identity()` gives it. */
  readonly identity: string;
  readonly serverVersion: string;
}

/** The same as the ledger's `steward.target_identity()`, for databases that have none. `d` is the row of pg_database. */
export const identitySql = `pg_catalog.format('%s/%s/%s/%s/%s', (SELECT system_identifier FROM pg_catalog.pg_control_system()), d.oid,
  pg_catalog.current_setting('server_version_num')::pg_catalog.int4 / 10000,
  pg_catalog.regexp_replace(coalesce(nullif(pg_catalog.current_setting('neon.timeline_id', true), ''),
    nullif(pg_catalog.current_setting('cluster_name'), ''), '-'), '[^A-Za-z0-9_.-]', '_', 'g'),
  CASE WHEN pg_catalog.pg_is_in_recovery() THEN '-'
    ELSE pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 8) END)`;

/** Reads the identity without needing a ledger. */
export async function readTargetIdentity(session: ReadSession): Promise<TargetIdentity> {
  const sql = `SELECT ${identitySql},
    pg_catalog.current_setting('server_version')
    FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()`;
  const [identity, serverVersion] = (await session.query(sql)).rows[0] ?? [];
  return { identity: identity ?? "", serverVersion: serverVersion ?? "" };
}
