import { z } from "zod";
import type { VersionedSql } from "../../catalog/versioned-sql.ts";

export const factsSql = `
  SELECT pg_catalog.json_build_object(
    'at', pg_catalog.to_char(pg_catalog.clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'database', pg_catalog.current_database(),
    'server', pg_catalog.json_build_object(
      'versionNumber', pg_catalog.current_setting('server_version_num')::pg_catalog.int4,
      'version', pg_catalog.current_setting('server_version'),
      'startedAt', pg_catalog.to_char(pg_catalog.pg_postmaster_start_time() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'maxConnections', pg_catalog.current_setting('max_connections')::pg_catalog.int4,
      'reservedConnections', pg_catalog.current_setting('superuser_reserved_connections')::pg_catalog.int4
        + coalesce(pg_catalog.current_setting('reserved_connections', true)::pg_catalog.int4, 0),
      'blockBytes', pg_catalog.current_setting('block_size')::pg_catalog.int4,
      'oldestXidAge', (SELECT pg_catalog.max(pg_catalog.age(d.datfrozenxid)) FROM pg_catalog.pg_database d),
      'freezeMaxAge', pg_catalog.current_setting('autovacuum_freeze_max_age')::pg_catalog.int8),
    'counters', (SELECT pg_catalog.json_build_object(
      'commits', d.xact_commit, 'rollbacks', d.xact_rollback, 'blocksRead', d.blks_read, 'blocksHit', d.blks_hit,
      'rowsReturned', d.tup_returned, 'rowsFetched', d.tup_fetched, 'rowsInserted', d.tup_inserted,
      'rowsUpdated', d.tup_updated, 'rowsDeleted', d.tup_deleted, 'conflicts', d.conflicts, 'deadlocks', d.deadlocks,
      'temporaryBytes', d.temp_bytes,
      'resetAt', pg_catalog.to_char(d.stats_reset AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
      FROM pg_catalog.pg_stat_database d WHERE d.datname = pg_catalog.current_database()))`;

const count = z.number();

/** What `factsSql` gives. */
export const factsSchema = z.object({
  at: z.string(),
  database: z.string(),
  server: z.object({
    versionNumber: count,
    version: z.string(),
    startedAt: z.string(),
    maxConnections: count,
    reservedConnections: count,
    blockBytes: count,
    oldestXidAge: count,
    freezeMaxAge: count,
  }),
  counters: z.object({
    commits: count,
    rollbacks: count,
    blocksRead: count,
    blocksHit: count,
    rowsReturned: count,
    rowsFetched: count,
    rowsInserted: count,
    rowsUpdated: count,
    rowsDeleted: count,
    conflicts: count,
    deadlocks: count,
    temporaryBytes: count,
    resetAt: z.string().nullable(),
  }),
});

const writes = (timed: string, requested: string, ms: string, buffers: string, view: string) => `
  SELECT pg_catalog.json_build_object(
    'timedCheckpoints', b.${timed}, 'requestedCheckpoints', b.${requested}, 'checkpointWriteMs', b.${ms},
    'checkpointBuffers', b.${buffers}, 'walBytes', w.wal_bytes, 'walFullPageImages', w.wal_fpi,
    'walBuffersFull', w.wal_buffers_full)
    FROM pg_catalog.${view} b, pg_catalog.pg_stat_wal w`;

export const writesSql: readonly VersionedSql[] = [
  {
    minVersion: 140000,
    sql: writes(
      "checkpoints_timed",
      "checkpoints_req",
      "checkpoint_write_time",
      "buffers_checkpoint",
      "pg_stat_bgwriter",
    ),
  },
  {
    minVersion: 170000,
    sql: writes("num_timed", "num_requested", "write_time", "buffers_written", "pg_stat_checkpointer"),
  },
];

/** What `writesSql` gives. */
export const writesSchema = z.object({
  timedCheckpoints: count,
  requestedCheckpoints: count,
  checkpointWriteMs: count,
  checkpointBuffers: count,
  walBytes: count,
  walFullPageImages: count,
  walBuffersFull: count,
});

const io = (bytes: (kind: "read" | "write" | "extend") => string) => `
  SELECT coalesce(pg_catalog.json_agg(q ORDER BY q."readBytes" + q."writtenBytes" DESC), '[]'::pg_catalog.json) FROM (
    SELECT i.backend_type AS "backendType", i.context, coalesce(pg_catalog.sum(${bytes("read")}), 0) AS "readBytes",
           coalesce(pg_catalog.sum(${bytes("write")}), 0) AS "writtenBytes",
           coalesce(pg_catalog.sum(${bytes("extend")}), 0) AS "extendedBytes",
           coalesce(pg_catalog.sum(i.hits), 0) AS hits, coalesce(pg_catalog.sum(i.evictions), 0) AS evictions
      FROM pg_catalog.pg_stat_io i GROUP BY 1, 2
    HAVING coalesce(pg_catalog.sum(i.reads), 0) + coalesce(pg_catalog.sum(i.writes), 0) + coalesce(pg_catalog.sum(i.extends), 0) > 0) q`;

/** From 16 on. */
export const ioSql: readonly VersionedSql[] = [
  { minVersion: 160000, sql: io((kind) => `i.${kind}s * i.op_bytes`) },
  { minVersion: 180000, sql: io((kind) => `i.${kind}_bytes`) },
];

/** What `ioSql` gives. */
export const ioSchema = z.array(
  z.object({
    backendType: z.string(),
    context: z.string(),
    readBytes: count,
    writtenBytes: count,
    extendedBytes: count,
    hits: count,
    evictions: count,
  }),
);
