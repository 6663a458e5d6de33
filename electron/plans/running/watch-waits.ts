import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { PlanWaits } from "../../../shared/plans/running/model.ts";
import type { Databases } from "../../postgres/databases.ts";

const everyMs = 50;
/** A statement that is over sooner is not worth a second session. */
const beginAfterMs = 100;
/** Looks at most: three hours, and then the plan says what was seen until then. */
const maxLooks = 216_000;

/** Memoize would remember the first look, and give it again for each later one. */
const settings = { search_path: "pg_catalog", enable_memoize: "off" };

/**
 * One statement looks again and again by itself, so that neither the line nor the statement log is filled. It ends when the backend
 * runs no EXPLAIN any more. Each look lets go of the snapshot that the server keeps of all activity.
 */
const watchSql = `
  WITH RECURSIVE looks (at, type, event, goes_on) AS (
    SELECT 0, NULL::text, NULL::text, true
    UNION ALL
    SELECT looks.at + 1, seen.wait_event_type, seen.wait_event,
           seen.state IS NOT DISTINCT FROM 'active' AND pg_catalog.starts_with(seen.query, 'EXPLAIN (')
      FROM looks
     CROSS JOIN LATERAL (
       SELECT CASE WHEN pg_catalog.pg_sleep(CASE WHEN looks.at = 0 THEN 0 ELSE ${everyMs / 1000} END) IS NULL
                     OR pg_catalog.pg_stat_clear_snapshot() IS NULL
                   THEN $1::int4 ELSE $1::int4 END AS pid
     ) AS paused
     CROSS JOIN LATERAL pg_catalog.pg_stat_get_activity(paused.pid) AS seen
     WHERE looks.goes_on AND looks.at < ${maxLooks}
  )
  SELECT type, event, pg_catalog.count(*) FROM looks WHERE at > 0 AND goes_on GROUP BY type, event
   ORDER BY 3 DESC, 1, 2`;

/**
 * Looks from a second session at what a backend waits for while it runs an EXPLAIN, every 50 ms from its first 100 ms
 * on. `stop` gives what was seen: null when nothing was, or when no second session could be had. Never rejects for that.
 */
export function watchWaits(
  databases: Databases,
  ref: DatabaseRef,
  backendPid: number,
): { readonly stop: () => Promise<PlanWaits | null> } {
  const over = new AbortController();
  let looking: Promise<PlanWaits | null> | null = null;
  const begin = setTimeout(() => {
    looking = look(databases, ref, backendPid, over.signal);
  }, beginAfterMs);
  return {
    stop: async () => {
      clearTimeout(begin);
      if (looking === null) return null;
      // It ends by itself within a look; a server that does not answer any more is not waited for.
      const late = setTimeout(() => over.abort(), 10 * everyMs);
      try {
        return await looking;
      } finally {
        clearTimeout(late);
      }
    },
  };
}

async function look(
  databases: Databases,
  ref: DatabaseRef,
  backendPid: number,
  signal: AbortSignal,
): Promise<PlanWaits | null> {
  try {
    const session = await databases.open(ref, { purpose: "explain: waits", settings, signal });
    try {
      const { rows } = await session.query(watchSql, [backendPid], { signal, cause: "explain: waits" });
      const seen = rows.map(([type, event, samples]) => ({ type, event, samples: Number(samples) }));
      const samples = seen.reduce((sum, one) => sum + one.samples, 0);
      const waits = seen.flatMap(({ type, event, samples: times }) =>
        type == null || event == null ? [] : [{ type, event, samples: times }],
      );
      return samples === 0 ? null : { everyMs, samples, waits };
    } finally {
      await session.close();
    }
  } catch (error) {
    // Waits are told where they can be seen; a plan without them is still the plan, and says that there are none.
    if (isAppError(error)) return null;
    throw error;
  }
}
