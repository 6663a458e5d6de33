import { z } from "zod";

/** Sessions that one look reads at most; those that wait, work or hold a transaction come first. */
export const maxSessions = 2_000;
/** Characters of a statement that are read. */
const maxStatementLength = 4_000;

// Whoever waits for a lock is found in pg_locks, which every role may read, so that a hidden session's blocker is known too.
// Blockers are asked of the server: a join of pg_locks with itself names holders that do not stand in the way.
export const sessionsSql = `
  WITH waits AS MATERIALIZED (
    SELECT DISTINCT ON (l.pid) l.pid, l.mode, l.locktype, l.waitstart,
           CASE WHEN l.relation IS NOT NULL THEN n.nspname || '.' || c.relname END AS relation
      FROM pg_catalog.pg_locks l
      LEFT JOIN pg_catalog.pg_class c
        ON c.oid = l.relation
       AND l.database IN (0, (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()))
      LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE NOT l.granted),
  found AS (
    SELECT a.*, w.mode, w.locktype, w.relation, w.waitstart, w.pid IS NOT NULL AS is_waiting,
           pg_catalog.count(*) OVER () AS total,
           pg_catalog.clock_timestamp() AS moment
      FROM pg_catalog.pg_stat_activity a LEFT JOIN waits w ON w.pid = a.pid
     WHERE a.pid <> pg_catalog.pg_backend_pid()
     ORDER BY w.pid IS NULL, a.xact_start IS NULL, a.state IS DISTINCT FROM 'active', a.xact_start, a.pid
     LIMIT ${maxSessions})
  SELECT pg_catalog.json_build_object(
    'total', coalesce(pg_catalog.max(f.total), 0),
    'sessions', coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
      'pid', f.pid, 'startedAt', f.backend_start::pg_catalog.text, 'database', f.datname, 'user', f.usename,
      'application', coalesce(f.application_name, ''),
      'clientAddress', coalesce(pg_catalog.host(f.client_addr), f.client_hostname),
      'backendType', f.backend_type, 'state', f.state, 'waitType', f.wait_event_type, 'wait', f.wait_event,
      'transactionSeconds', extract(epoch FROM f.moment - f.xact_start),
      'statementSeconds', extract(epoch FROM f.moment - f.query_start),
      'stateSeconds', extract(epoch FROM f.moment - f.state_change),
      'statementStartedAt', f.query_start::pg_catalog.text,
      'statement', pg_catalog.left(f.query, ${maxStatementLength}),
      'horizonAge', greatest(pg_catalog.age(f.backend_xid), pg_catalog.age(f.backend_xmin)),
      'blockedBy', CASE WHEN f.is_waiting THEN pg_catalog.pg_blocking_pids(f.pid)
                        WHEN f.wait_event = 'SafeSnapshot' THEN pg_catalog.pg_safe_snapshot_blocking_pids(f.pid)
                        ELSE '{}' END,
      'awaited', CASE WHEN f.is_waiting THEN pg_catalog.json_build_object(
        'mode', pg_catalog.replace(f.mode, 'Lock', ''), 'kind', f.locktype, 'relation', f.relation,
        'waitedSeconds', extract(epoch FROM f.moment - f.waitstart)) END
    )), '[]'::pg_catalog.json))
    FROM found f`;

const seconds = z.number().nullable();

/** What `sessionsSql` gives. */
export const sessionsSchema = z.object({
  total: z.number(),
  sessions: z.array(
    z.object({
      pid: z.number(),
      startedAt: z.string().nullable(),
      database: z.string().nullable(),
      user: z.string().nullable(),
      application: z.string(),
      clientAddress: z.string().nullable(),
      backendType: z.string().nullable(),
      state: z.string().nullable(),
      waitType: z.string().nullable(),
      wait: z.string().nullable(),
      transactionSeconds: seconds,
      statementSeconds: seconds,
      stateSeconds: seconds,
      statementStartedAt: z.string().nullable(),
      statement: z.string().nullable(),
      horizonAge: z.number().nullable(),
      blockedBy: z.array(z.number()),
      awaited: z
        .object({
          mode: z.string(),
          kind: z.string(),
          relation: z.string().nullable(),
          waitedSeconds: seconds,
        })
        .nullable(),
    }),
  ),
});
