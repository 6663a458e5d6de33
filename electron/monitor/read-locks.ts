import type { MonitoredLock } from "../../shared/monitor/model.ts";
import { isTrue, toNumber, toText } from "../catalog/catalog-text.ts";
import type { ReadSession } from "../postgres/session.ts";

// Our own locks, those of this very look, would only be noise.
const locksSql = `
  SELECT l.pid, l.locktype, n.nspname || '.' || c.relname, pg_catalog.replace(l.mode, 'Lock', ''), l.granted,
         extract(epoch FROM pg_catalog.clock_timestamp() - l.waitstart), a.usename, a.state
    FROM pg_catalog.pg_locks l
    LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
    LEFT JOIN pg_catalog.pg_class c ON c.oid = l.relation
    LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
     AND (l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
          OR l.database IS NULL AND NOT l.granted)
   ORDER BY l.granted, l.waitstart, c.relname, l.pid, l.mode
   LIMIT 1000`;

/** Locks on what belongs to this database, and what its sessions wait for. A lock without a process is a prepared transaction's. */
export async function readLocks(session: ReadSession): Promise<readonly MonitoredLock[]> {
  const { rows } = await session.query(locksSql);
  return rows.map(([pid, kind, relation, mode, isGranted, waited, user, state]) => ({
    pid: toNumber(pid),
    kind: toText(kind),
    relation: relation ?? null,
    mode: toText(mode),
    isGranted: isTrue(isGranted),
    waitedSeconds: toNumber(waited),
    user: user ?? null,
    state: state ?? null,
  }));
}
