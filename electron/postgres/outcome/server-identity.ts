import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { CommitMark } from "../../../shared/sessions/commit-outcome.ts";
import type { ReadSession, StatementOptions } from "../session.ts";

/** Which server this is, and since when it runs. `seesDisk`: it can be asked how much of its log is on disk. */
export interface ServerIdentity extends Pick<CommitMark, "serverStart" | "systemId" | "timeline"> {
  readonly isInRecovery: boolean;
  readonly seesDisk: boolean;
}

/**
 * The server's start, and its checkpointer: that one is new after a crash too, which the server's start outlives. Both
 * may be read by every role.
 */
const serverStart = `pg_catalog.concat_ws(' ', pg_catalog.pg_postmaster_start_time(),
  (SELECT pg_catalog.min(pid) FROM pg_catalog.pg_stat_activity WHERE backend_type = 'checkpointer'))`;

const may = (name: string) => `pg_catalog.has_function_privilege('pg_catalog.${name}', 'EXECUTE')`;

/**
 * Asks for the server's identity; outside of a transaction, because some managed servers have the functions and refuse them all the
 * same. What the role may not read is left out. A Neon compute's disk says nothing of what the storage has.
 */
export async function readServerIdentity(session: ReadSession, options: StatementOptions): Promise<ServerIdentity> {
  const sql = `SELECT ${serverStart}, pg_catalog.pg_is_in_recovery(), ${may("pg_control_system()")},
    ${may("pg_current_wal_insert_lsn()")} AND ${may("pg_current_wal_flush_lsn()")} AND ${may("pg_walfile_name(pg_lsn)")}
      AND pg_catalog.current_setting('neon.timeline_id', true) IS NULL`;
  const [[start, recovery, maySystem, mayLog] = []] = (await session.query(sql, [], options)).rows;
  const isInRecovery = recovery !== "f";
  const systemId =
    maySystem === "t"
      ? await readOptional(session, "SELECT system_identifier FROM pg_catalog.pg_control_system()", options)
      : null;
  const timeline = mayLog === "t" && !isInRecovery ? await readOptional(session, timelineSql, options) : null;
  return { serverStart: start ?? "", systemId, timeline, isInRecovery, seesDisk: timeline !== null };
}

/** The name of the log's file begins with the timeline that is written to now. Asks also what `markCommit` will ask. */
const timelineSql = `SELECT pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 8),
  pg_catalog.pg_current_wal_flush_lsn()`;

async function readOptional(session: ReadSession, sql: string, options: StatementOptions): Promise<string | null> {
  try {
    return (await session.query(sql, [], options)).rows[0]?.[0] ?? null;
  } catch (error) {
    if (isAppError(error, "sql", "unsupported")) return null;
    throw error;
  }
}
