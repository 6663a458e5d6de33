import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ReadSession, WriteSession } from "../../postgres/session.ts";

/** The advisory lock of all applying in one database; the ledger's `apply_lock_pid()` looks for the same. */
const lockKey = "1398031703, 1";
const heldLock = `l.locktype = 'advisory' AND l.classid = 1398031703 AND l.objid = 1 AND l.objsubid = 2 AND l.granted
  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`;

/**
 * Takes the apply lock for the session; it ends with the session. Never waits: a waiting session would hold a snapshot
 * on which the holder's CONCURRENTLY waits. Rejects with `conflict`, naming the holder.
 */
export async function takeApplyLock(session: WriteSession): Promise<void> {
  const taken = await session.execute(`SELECT pg_catalog.pg_try_advisory_lock(${lockKey})`);
  if (taken.rows[0]?.[0] === "t") return;
  const holder = await session.query(
    `SELECT l.pid, a.usename, a.application_name FROM pg_catalog.pg_locks l
     LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid WHERE ${heldLock}`,
  );
  const [pid, person, application] = holder.rows[0] ?? [];
  const who = pid ? `${person ?? "Somebody"} (backend ${pid}, “${application ?? ""}”)` : "Somebody";
  throw new AppError("conflict", `${who} is applying changes to this database now.`, {
    hint: "Only one application runs at a time. Wait until it has ended.",
  });
}

/** The backend that holds the apply lock, or null. */
export async function readApplyLockPid(session: ReadSession): Promise<number | null> {
  const pid = (await session.query(`SELECT l.pid FROM pg_catalog.pg_locks l WHERE ${heldLock}`)).rows[0]?.[0];
  return pid ? Number(pid) : null;
}
