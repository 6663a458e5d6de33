import { setTimeout as delay } from "node:timers/promises";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { ReadSession } from "../../postgres/session.ts";

/** A lock is waited for this long before anybody is told. */
const lookMs = 400;

/** Whom a backend waits for now, in words; null while it waits for nobody. Needs no privilege; names may be hidden without one. */
export async function readBlockers(session: ReadSession, pid: number): Promise<string | null> {
  const found = await session.query(
    `SELECT b.pid, a.usename, a.application_name, a.state,
       pg_catalog.round(pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - a.xact_start))
     FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids($1::pg_catalog.int4)) b(pid)
     LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid ORDER BY a.xact_start LIMIT 3`,
    [pid],
  );
  if (found.rows.length === 0) return null;
  const names = found.rows.map(([blocker, user, application, state, seconds]) => {
    const who = [user, application ? `“${application}”` : null].filter((part) => part !== null).join(", ");
    const since = seconds ? `, ${state ?? "busy"}, in a transaction for ${seconds} s` : "";
    return `backend ${blocker}${who === "" ? "" : ` (${who}${since})`}`;
  });
  return names.join(" and ");
}

/**
 * Looks by `session` whom `pid` waits for as long as `work` lasts, and tells each change. `session` is used by nothing
 * else meanwhile. What cannot be looked at is not told; the work's own end is what counts.
 */
export async function whileWatching<T>(
  session: ReadSession,
  pid: number,
  tell: (blockers: string | null) => void,
  work: () => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  const watching = watch(session, pid, tell, ended.signal);
  try {
    return await work();
  } finally {
    ended.abort();
    await watching;
  }
}

async function watch(
  session: ReadSession,
  pid: number,
  tell: (blockers: string | null) => void,
  ended: AbortSignal,
): Promise<void> {
  let told: string | null = null;
  while (!ended.aborted) {
    await delay(lookMs, undefined, { signal: ended }).catch(() => undefined); // the end of the work ends the rest
    if (ended.aborted) return;
    try {
      const blockers = await readBlockers(session, pid);
      if (blockers !== told) tell(blockers);
      told = blockers;
    } catch (error) {
      if (isAppError(error)) return; // the session is gone: the statement's own end says so
      throw error;
    }
  }
}
