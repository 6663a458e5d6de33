import { setTimeout as sleep } from "node:timers/promises";
import { AppError, type AppErrorDetails, isAppError } from "../../shared/ipc/app-error.ts";
import { endSessionSql } from "../../shared/monitor/end-session-sql.ts";
import type { SessionEnd, SessionEnding } from "../../shared/monitor/model.ts";
import type { WriteSession } from "../postgres/session.ts";

/** The session, and for a cancel the statement, that was looked at. */
export interface EndedSession {
  readonly pid: number;
  readonly startedAt: string;
  readonly statementStartedAt: string | null;
  readonly how: SessionEnd;
}

const cause = "monitor: end a session";
const lookAgainMs = 50;
/** How long its end is waited for before the answer is "still there". */
const patienceMs = 2_000;

/**
 * Asks the server to cancel or to end exactly what was looked at, and looks for a moment whether it went. Rejects with
 * `notFound` when that session or statement is over, `refused` when this role may not.
 */
export async function endSession(session: WriteSession, target: EndedSession): Promise<SessionEnding> {
  const { pid, startedAt, statementStartedAt, how } = target;
  const values = how === "cancel" ? [pid, startedAt, statementStartedAt] : [pid, startedAt];
  try {
    const { rows } = await session.execute(endSessionSql[how], values, { cause });
    if (rows.length === 0)
      throw (await isHidden(session, pid)) ? mayNot("This role is not shown whose it is.") : gone(target);
  } catch (error) {
    if (!isAppError(error, "sql") || error.details.postgres?.sqlstate !== "42501") throw error;
    throw mayNot(error.message, error.details);
  }
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    if (!(await isThere(session, target))) return { outcome: "ended" };
    await sleep(lookAgainMs);
  }
  return { outcome: "stillThere" };
}

/** A role without pg_read_all_stats is not shown when the sessions of others began. */
async function isHidden(session: WriteSession, pid: number): Promise<boolean> {
  const sql = "SELECT 1 FROM pg_catalog.pg_stat_activity a WHERE a.pid = $1 AND a.backend_start IS NULL";
  return (await session.query(sql, [pid], { cause })).rows.length > 0;
}

function mayNot(why: string, details: AppErrorDetails = {}): AppError {
  return new AppError("refused", `This role may not end that session: ${why}`, {
    ...details,
    hint: "A member of pg_monitor sees it and one of pg_signal_backend may end it; only a superuser ends a superuser's session.",
  });
}

function gone({ pid, how }: EndedSession): AppError {
  return new AppError(
    "notFound",
    how === "cancel"
      ? `Session ${pid} does not run that statement any more. Nothing was cancelled.`
      : `Session ${pid} is over. Nothing was ended.`,
    { hint: "Look again to see what runs now." },
  );
}

async function isThere(session: WriteSession, { pid, startedAt, statementStartedAt, how }: EndedSession) {
  const { rows } = await session.query(
    `SELECT 1 FROM pg_catalog.pg_stat_activity a
      WHERE a.pid = $1 AND a.backend_start = $2::pg_catalog.timestamptz
        AND ($3::pg_catalog.text IS NULL OR a.state = 'active' AND a.query_start = $3::pg_catalog.timestamptz)`,
    [pid, startedAt, how === "cancel" ? statementStartedAt : null],
    { cause },
  );
  return rows.length > 0;
}
