import type { BranchSession } from "../../../../shared/branches/model.ts";
import { AppError, isAppError } from "../../../../shared/ipc/app-error.ts";
import type { ReadSession, WriteSession } from "../../../postgres/session.ts";

const sessionsSql = `
  SELECT a.pid, a.backend_start, a.datname, a.usename, a.application_name, a.state
    FROM pg_catalog.pg_stat_activity a
   WHERE a.datid = ANY ($1::pg_catalog.oid[]) AND a.pid <> pg_catalog.pg_backend_pid()
     -- The server itself sends these away for a copy or a drop.
     AND a.backend_type IS DISTINCT FROM 'autovacuum worker'
   ORDER BY a.datname, a.usename, a.pid`;

interface FoundSession extends BranchSession {
  readonly pid: number;
}

/** Sessions on these databases, without our own. What this role is not shown is empty. */
export async function listSessionsOn(session: ReadSession, oids: readonly number[]): Promise<readonly BranchSession[]> {
  return (await findSessions(session, oids)).map(({ pid: _pid, ...shown }) => shown);
}

/**
 * Ends those of `ids` that are still on these databases, and no other. `refused` when the server does not let this role:
 * then nothing else was done.
 */
export async function endSessionsOn(
  session: WriteSession,
  oids: readonly number[],
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const wanted = (await findSessions(session, oids)).filter(({ id }) => ids.includes(id));
  for (const { pid, user, database } of wanted) {
    try {
      await session.execute(endSessionSql(pid), [], { cause: "template branches: end a session" });
    } catch (error) {
      if (!isAppError(error, "sql")) throw error;
      throw new AppError("refused", `The session of ${user} on ${database} cannot be ended: ${error.message}`, {
        hint: "Ask whoever it belongs to, let a member of pg_signal_backend do it, or copy with pg_dump.",
        ...(error.details.postgres ? { postgres: error.details.postgres } : {}),
      });
    }
  }
}

/** The statement that ends one session. */
export function endSessionSql(pid: number): string {
  return `SELECT pg_catalog.pg_terminate_backend(${pid})`;
}

/** The backend's process id of a session, for the statements that are shown. */
export function pidOf({ id }: BranchSession): number {
  return Number(id.split("@", 1)[0]);
}

async function findSessions(session: ReadSession, oids: readonly number[]): Promise<readonly FoundSession[]> {
  const { rows } = await session.query(sessionsSql, [`{${oids.join(",")}}`], { cause: "template branches: sessions" });
  return rows.map(([pid, startedAt, database, user, application, state]) => ({
    // A process id is used again some day; with the start it names one session only.
    id: `${pid}@${startedAt ?? ""}`,
    pid: Number(pid),
    database: database ?? "",
    user: user ?? "a process of the server",
    application: application ?? "",
    state: state ?? null,
    isSteward: /^Steward\b/.test(application ?? ""),
  }));
}

/** 55006 in words: who is still there. Other errors pass. */
export async function explainBusy(error: unknown, session: ReadSession, oids: readonly number[]): Promise<unknown> {
  if (!isAppError(error, "sql") || error.details.postgres?.sqlstate !== "55006") return error;
  const there = await listSessionsOn(session, oids);
  const names = there.map(({ user, application, database }) =>
    application === "" ? `${user} on ${database}` : `${user} (${application}) on ${database}`,
  );
  const who =
    names.length === 0 ? "They are gone by now." : `There ${names.length === 1 ? "is" : "are"} ${list(names)}.`;
  return new AppError("conflict", `Other sessions use the database, and the server waited 5 seconds for them. ${who}`, {
    hint: "Wait until they are gone, agree to end them, or copy with pg_dump, which minds no session.",
    postgres: error.details.postgres,
  });
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
