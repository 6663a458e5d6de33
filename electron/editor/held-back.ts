import type { HeldBack } from "../../shared/editor/model.ts";
import type { Databases } from "../postgres/databases.ts";
import type { Tab } from "./tabs.ts";

/**
 * Who waits for locks that the tab's backend holds, asked on a session of the app's own. Texts of other roles' sessions are
 * hidden from a role without pg_read_all_stats: they are empty then.
 */
export async function readHeldBack(databases: Databases, tab: Tab, signal: AbortSignal): Promise<HeldBack> {
  const sql = `SELECT pid, COALESCE(usename, ''), pg_catalog.left(COALESCE(query, ''), 500)
    FROM pg_catalog.pg_stat_activity
    WHERE wait_event_type = 'Lock' AND $1::pg_catalog.int4 = ANY (pg_catalog.pg_blocking_pids(pid))
    ORDER BY query_start LIMIT 20`;
  return await databases.read(
    tab.target.ref,
    "editor: who waits",
    async (session) => {
      const { rows } = await session.query(sql, [tab.session.backendPid], { signal });
      return { waiting: rows.map(([pid, user, text]) => ({ pid: Number(pid), user: user ?? "", sql: text ?? "" })) };
    },
    { signal },
  );
}
