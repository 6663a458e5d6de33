import { openSession } from "../../../postgres/connect.ts";
import type { ConnectParameters } from "../../../postgres/session.ts";
import { adminRole } from "./create-cluster.ts";

/** What Neon's compute looks at, too, to find out whether anybody uses it. */
export interface Activity {
  /** Somebody runs something, has a transaction open, copies it, or rows are cleaned up. */
  readonly isBusy: boolean;
  /** Milliseconds; when an idle session did something last. */
  readonly lastStateChange: number | null;
  /** Changes when a session was opened or was active in a database that is not our own. */
  readonly counters: string;
}

/** Sessions of the app's own superuser and their database do not count. */
const readActivity = `
  SELECT
    (SELECT count(*) FROM pg_catalog.pg_stat_activity
      WHERE (backend_type = 'client backend' AND usename IS DISTINCT FROM $1 AND state <> 'idle')
        OR backend_type = 'autovacuum worker')
    + (SELECT count(*) FROM pg_catalog.pg_stat_activity
      WHERE backend_type = 'client backend' AND usename = $1 AND state <> 'idle' AND pid <> pg_catalog.pg_backend_pid())
    + (SELECT count(*) FROM pg_catalog.pg_stat_replication)
    + (SELECT count(*) FROM pg_catalog.pg_stat_subscription WHERE pid IS NOT NULL),
    (SELECT (pg_catalog.date_part('epoch', max(state_change)) * 1000)::pg_catalog.int8 FROM pg_catalog.pg_stat_activity
      WHERE backend_type = 'client backend' AND usename IS DISTINCT FROM $1),
    (SELECT pg_catalog.concat(sum(active_time), ' ', sum(sessions)) FROM pg_catalog.pg_stat_database
      WHERE datname NOT IN ('postgres', 'template0', 'template1'))`;

/** Reads it as the superuser, in a session that does not count. */
export async function findActivity(admin: ConnectParameters): Promise<Activity> {
  const session = await openSession(admin, {
    purpose: "branch",
    connectTimeoutMs: 3_000,
    settings: { statement_timeout: "3s" },
  });
  try {
    const [busy, lastStateChange, counters] = (await session.query(readActivity, [adminRole])).rows[0] ?? [];
    return {
      isBusy: busy !== "0",
      lastStateChange: lastStateChange == null ? null : Number(lastStateChange),
      counters: counters ?? "",
    };
  } finally {
    await session.close();
  }
}
