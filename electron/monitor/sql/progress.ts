import { z } from "zod";

const relation = `
  (SELECT n.nspname || '.' || c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid = p.relid AND p.datname = pg_catalog.current_database())`;

// Building an index counts lockers, blocks or rows, one after the other: what the phase is about is shown.
const isLockers = "p.phase LIKE 'waiting for %'";

export const progressSql = `
  SELECT coalesce(pg_catalog.json_agg(q ORDER BY q.pid), '[]'::pg_catalog.json) FROM (
    SELECT p.pid, 'VACUUM' AS command, NULL::pg_catalog.text AS detail, ${relation} AS relation, p.phase,
           p.heap_blks_scanned AS done, p.heap_blks_total AS total, 'blocks' AS unit
      FROM pg_catalog.pg_stat_progress_vacuum p
    UNION ALL
    SELECT p.pid, 'ANALYZE', NULL, ${relation}, p.phase, p.sample_blks_scanned, p.sample_blks_total, 'blocks'
      FROM pg_catalog.pg_stat_progress_analyze p
    UNION ALL
    SELECT p.pid, 'CREATE INDEX', p.command, ${relation}, p.phase,
           CASE WHEN ${isLockers} THEN p.lockers_done WHEN p.blocks_total > 0 THEN p.blocks_done ELSE p.tuples_done END,
           CASE WHEN ${isLockers} THEN p.lockers_total WHEN p.blocks_total > 0 THEN p.blocks_total ELSE p.tuples_total END,
           CASE WHEN ${isLockers} THEN 'sessions' WHEN p.blocks_total > 0 THEN 'blocks' ELSE 'rows' END
      FROM pg_catalog.pg_stat_progress_create_index p
    UNION ALL
    SELECT p.pid, 'CLUSTER', p.command, ${relation}, p.phase, p.heap_blks_scanned, p.heap_blks_total, 'blocks'
      FROM pg_catalog.pg_stat_progress_cluster p
    UNION ALL
    SELECT p.pid, 'COPY', p.command, ${relation}, p.type, p.bytes_processed, nullif(p.bytes_total, 0), 'bytes'
      FROM pg_catalog.pg_stat_progress_copy p
    UNION ALL
    SELECT p.pid, 'BASE BACKUP', NULL, NULL, p.phase, p.backup_streamed, p.backup_total, 'bytes'
      FROM pg_catalog.pg_stat_progress_basebackup p) q`;

/** What `progressSql` gives. */
export const progressSchema = z.array(
  z.object({
    pid: z.number(),
    command: z.enum(["VACUUM", "ANALYZE", "CREATE INDEX", "CLUSTER", "COPY", "BASE BACKUP"]),
    detail: z.string().nullable(),
    relation: z.string().nullable(),
    phase: z.string(),
    done: z.number().nullable(),
    total: z.number().nullable(),
    unit: z.enum(["blocks", "bytes", "rows", "sessions"]),
  }),
);
