import type { WriteSession } from "../../../postgres/session.ts";

/**
 * Bytes of temporary files that the database has ever written, those of `worker` included; null before Postgres 15,
 * where a backend cannot be asked to hand its counts in at once.
 */
export async function readTempBytes(worker: WriteSession, reader: WriteSession): Promise<number | null> {
  const [[canFlush] = []] = (
    await worker.query("SELECT pg_catalog.to_regprocedure('pg_catalog.pg_stat_force_next_flush()') IS NOT NULL")
  ).rows;
  if (canFlush !== "t") return null;
  await worker.query("SELECT pg_catalog.pg_stat_force_next_flush()");
  const [[bytes] = []] = (
    await reader.query(
      "SELECT temp_bytes FROM pg_catalog.pg_stat_database WHERE datname = pg_catalog.current_database()",
    )
  ).rows;
  return bytes === undefined || bytes === null ? null : Number(bytes);
}
