import { z } from "zod";

export const preparedSql = `
  SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
    'name', x.gid, 'owner', x.owner, 'database', x.database,
    'ageSeconds', extract(epoch FROM pg_catalog.clock_timestamp() - x.prepared)) ORDER BY x.prepared), '[]'::pg_catalog.json)
    FROM pg_catalog.pg_prepared_xacts x`;

/** What `preparedSql` gives. */
export const preparedSchema = z.array(
  z.object({ name: z.string(), owner: z.string(), database: z.string(), ageSeconds: z.number() }),
);

// A server in recovery has no position of its own: what it has replayed is what it can hand on.
const here = `(CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn()
                    ELSE pg_catalog.pg_current_wal_lsn() END)`;

export const replicationSql = `
  SELECT pg_catalog.json_build_object(
    'isInRecovery', pg_catalog.pg_is_in_recovery(),
    'replayDelaySeconds', CASE WHEN pg_catalog.pg_is_in_recovery()
      THEN extract(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.pg_last_xact_replay_timestamp()) END,
    'followers', (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
      'application', coalesce(r.application_name, ''), 'clientAddress', pg_catalog.host(r.client_addr), 'state', r.state,
      'synchronous', r.sync_state, 'behindBytes', pg_catalog.pg_wal_lsn_diff(${here}, r.replay_lsn),
      'replayLagSeconds', extract(epoch FROM r.replay_lag)) ORDER BY r.pid), '[]'::pg_catalog.json)
      FROM pg_catalog.pg_stat_replication r),
    'slots', (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
      'name', s.slot_name, 'kind', s.slot_type, 'isActive', s.active, 'keptBytes', pg_catalog.pg_wal_lsn_diff(${here}, s.restart_lsn),
      'walStatus', s.wal_status) ORDER BY s.slot_name), '[]'::pg_catalog.json)
      FROM pg_catalog.pg_replication_slots s))`;

/** What `replicationSql` gives. */
export const replicationSchema = z.object({
  isInRecovery: z.boolean(),
  replayDelaySeconds: z.number().nullable(),
  followers: z.array(
    z.object({
      application: z.string(),
      clientAddress: z.string().nullable(),
      state: z.string().nullable(),
      synchronous: z.string().nullable(),
      behindBytes: z.number().nullable(),
      replayLagSeconds: z.number().nullable(),
    }),
  ),
  slots: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      isActive: z.boolean(),
      keptBytes: z.number().nullable(),
      walStatus: z.string().nullable(),
    }),
  ),
});
