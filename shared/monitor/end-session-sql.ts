import type { SessionEnd } from "./model.ts";

const session = "a.pid = $1 AND a.backend_start = $2::pg_catalog.timestamptz";

/**
 * The statements that stop a session, as they are shown and sent. $1 is the process id, $2 the start of the session, $3 (cancel) that of
 * its statement: a process id alone could be somebody else's by now, and a cancel could hit the next statement.
 */
export const endSessionSql: Readonly<Record<SessionEnd, string>> = {
  cancel: `SELECT pg_catalog.pg_cancel_backend(a.pid) FROM pg_catalog.pg_stat_activity a
 WHERE ${session} AND a.query_start = $3::pg_catalog.timestamptz`,
  terminate: `SELECT pg_catalog.pg_terminate_backend(a.pid) FROM pg_catalog.pg_stat_activity a
 WHERE ${session}`,
};
