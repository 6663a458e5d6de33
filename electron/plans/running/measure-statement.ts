import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import type { PlanContext } from "../../../shared/plans/model.ts";
import { readPlans } from "../../../shared/plans/reading/read-plans.ts";
import type { Databases } from "../../postgres/databases.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { type Explained, type ExplainRequest, explain } from "../explain.ts";
import { readPlanContext } from "../read-context.ts";
import { watchWaits } from "./watch-waits.ts";

/** What a measured run gave; `serverVersion` as the server words it. */
export interface Measured extends Explained {
  readonly serverVersion: string;
  readonly hasWritten: boolean;
  readonly context: PlanContext;
}

/** What is measured, whether the transaction may write, and which database's catalog tells of its use. */
export type MeasureRequest = Omit<ExplainRequest, "serverVersion" | "watch" | "mode"> & {
  readonly isReadOnly: boolean;
  /** A branch has none of the counters of where it was made from. */
  readonly catalogRef?: DatabaseRef;
  readonly report: (progress: Progress) => void;
};

const versionSql =
  "SELECT pg_catalog.current_setting('server_version_num'), pg_catalog.current_setting('server_version')";

/**
 * Runs one statement under EXPLAIN ANALYZE on a session of its own, past any pooler, in a transaction that is rolled
 * back; then reads the catalog beside the plan. Deferred constraints are checked inside of it, so that what they cost
 * is seen. The session ends with it: no setting and no lock of the statement stays. Rejects as `explain` does.
 */
export async function measureStatement(
  databases: Databases,
  ref: DatabaseRef,
  request: MeasureRequest,
): Promise<Measured> {
  const { isReadOnly, signal, report } = request;
  const settings: Readonly<Record<string, string>> = isReadOnly ? { default_transaction_read_only: "on" } : {};
  const session = await databases.open(ref, { purpose: "explain", settings, signal });
  try {
    const [number, text] = (await session.query(versionSql)).rows[0] ?? [];
    const serverVersion = Number(number);
    const measured = await inTransaction(session, isReadOnly, async () => {
      const watch = () => watchWaits(databases, ref, session.backendPid);
      report({ step: "Running the statement" });
      const explained = await explain(session, { ...request, mode: "analyze", serverVersion, watch });
      return { ...explained, hasWritten: await hasTransactionId(session) };
    });
    report({ step: "Reading the catalog" });
    const plans = readPlans(measured.raw);
    const context = await databases.read(
      request.catalogRef ?? ref,
      "explain: tables and indexes of the plan",
      (reader) => readPlanContext(reader, plans, serverVersion),
      { signal },
    );
    return { ...measured, serverVersion: text ?? "", context };
  } finally {
    await session.close();
  }
}

async function inTransaction<T>(session: OwnedSession, isReadOnly: boolean, run: () => Promise<T>): Promise<T> {
  const own = { cause: "explain" };
  await session.execute(isReadOnly ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN", [], own);
  try {
    // After the first statement of a READ ONLY transaction the server refuses to make it read-write.
    if (isReadOnly) await session.query("SELECT pg_catalog.set_config('transaction_read_only', 'on', true)");
    else await session.execute("SET CONSTRAINTS ALL IMMEDIATE", [], own);
    return await run();
  } finally {
    await rollBack(session);
  }
}

async function rollBack(session: OwnedSession): Promise<void> {
  try {
    await session.execute("ROLLBACK", [], { cause: "explain" });
  } catch (error) {
    // A lost session has rolled back; why it was lost is told by the error of the statement itself.
    if (!isAppError(error, "connectionLost", "processLost")) throw error;
  }
}

/** A transaction gets its id with the first thing that it writes. */
async function hasTransactionId(session: OwnedSession): Promise<boolean> {
  const { rows } = await session.query(
    "SELECT CASE WHEN pg_catalog.pg_current_xact_id_if_assigned() IS NULL THEN 'no' ELSE 'yes' END",
  );
  return rows[0]?.[0] === "yes";
}
