import type { Candidate } from "../../../shared/adviser/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import { readPlans } from "../../../shared/plans/reading/read-plans.ts";
import { quoteName } from "../../../shared/sql/quote.ts";
import type { WriteSession } from "../../postgres/session.ts";

/** Log and time that one inserted row takes more with an index. */
export interface InsertCost {
  readonly walBytesPerRow: number;
  readonly microsecondsPerRow: number;
}

const probeRows = 2_000;
const probeName = "steward_write_probe";

/**
 * Inserts rows of the table into a copy of its shape, without and with the index, in a transaction that is rolled back.
 * Null where that does not work (a column's type has no copy, no right to create tables): it is a figure, not a proof.
 */
export async function measureInsertCost(
  session: WriteSession,
  { draft }: Candidate,
  signal: AbortSignal,
): Promise<InsertCost | null> {
  const table = quoteName({ schema: draft.schema, name: draft.table });
  const probe = quoteName({ schema: draft.schema, name: probeName });
  const using = draft.method === undefined ? "" : ` USING ${draft.method}`;
  const include = draft.include === undefined ? "" : ` INCLUDE (${draft.include.join(", ")})`;
  const where = draft.predicate === undefined ? "" : ` WHERE ${draft.predicate}`;
  const insert = `EXPLAIN (ANALYZE, WAL, BUFFERS, FORMAT JSON) INSERT INTO ${probe} SELECT * FROM ${table} LIMIT ${probeRows}`;
  await session.execute("BEGIN");
  try {
    await session.execute(`CREATE TABLE ${probe} (LIKE ${table})`, [], { signal });
    await insertRows(session, insert, signal);
    const without = await insertRows(session, insert, signal);
    await session.execute(`CREATE INDEX ON ${probe}${using} (${draft.keys.join(", ")})${include}${where}`, [], {
      signal,
    });
    const included = await insertRows(session, insert, signal);
    if (without === null || included === null) return null;
    return {
      walBytesPerRow: Math.max(0, (included.walBytes - without.walBytes) / included.rows),
      microsecondsPerRow: Math.max(0, ((included.ms - without.ms) * 1000) / included.rows),
    };
  } catch (error) {
    if (isAppError(error, "sql", "timeout")) return null;
    throw error;
  } finally {
    await session.execute("ROLLBACK");
  }
}

async function insertRows(
  session: WriteSession,
  sql: string,
  signal: AbortSignal,
): Promise<{ readonly walBytes: number; readonly ms: number; readonly rows: number } | null> {
  const answer = await session.query(sql, [], { signal });
  const [plan] = readPlans(answer.rows[0]?.[0] ?? "[]");
  const rows = plan?.nodes[1]?.rows ?? 0;
  return plan === undefined || rows === 0
    ? null
    : { walBytes: plan.nodes[0]?.buffers.walBytes ?? 0, ms: plan.executionMs ?? 0, rows };
}
