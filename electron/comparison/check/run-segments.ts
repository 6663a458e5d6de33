import type { RefusedStatement } from "../../../shared/comparison/check-model.ts";
import { cutSegments, type ScriptStatement } from "../../../shared/comparison/script-model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { JobSession } from "../../postgres/copy/session-jobs.ts";

/**
 * Runs a script as it is meant to be run: each segment in a transaction, or alone. Gives the statement that the server
 * refused, and rolls its transaction back; null when all have run. Rejects with what ends the session.
 */
export async function runSegments(
  session: JobSession,
  script: readonly ScriptStatement[],
): Promise<RefusedStatement | null> {
  let at = -1;
  for (const { isTransactional, statements } of cutSegments(script)) {
    let running = "BEGIN";
    try {
      if (isTransactional) await session.query("BEGIN");
      for (const { sql } of statements) {
        at += 1;
        running = sql;
        await session.query(sql);
      }
      running = "COMMIT";
      if (isTransactional) await session.query("COMMIT");
    } catch (error) {
      if (!isAppError(error, "sql")) throw error;
      if (isTransactional) await session.query("ROLLBACK");
      return { at, sql: running, message: error.message };
    }
  }
  return null;
}
