import type { StatisticsAge } from "../../../shared/indexes/model.ts";
import type { ReadSession } from "../../postgres/session.ts";

const iso = (expression: string) =>
  `pg_catalog.to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const sql = `
  SELECT ${iso("d.stats_reset")}, ${iso("pg_catalog.pg_postmaster_start_time()")}, ${iso("pg_catalog.clock_timestamp()")}
    FROM pg_catalog.pg_stat_database d
   WHERE d.datname = pg_catalog.current_database()`;

/** Since when this server counts the use of indexes. */
export async function readStatisticsAge(session: ReadSession): Promise<StatisticsAge> {
  const [sinceReset, serverStartedAt, readAt] = (await session.query(sql)).rows[0] ?? [];
  if (typeof serverStartedAt !== "string" || typeof readAt !== "string")
    throw new Error("The server did not tell when it started.");
  return { sinceReset: sinceReset ?? null, serverStartedAt, readAt };
}
