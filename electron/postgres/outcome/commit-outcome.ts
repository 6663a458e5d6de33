import { setTimeout as wait } from "node:timers/promises";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import {
  type CommitAnswer,
  type CommitMark,
  type CommitVerdict,
  judgeCommit,
} from "../../../shared/sessions/commit-outcome.ts";
import type { Databases } from "../databases.ts";
import type { ReadSession, StatementOptions } from "../session.ts";
import { readServerIdentity, type ServerIdentity } from "./server-identity.ts";

const pauseMs = 250;
const cause = "outcome of COMMIT";

/** Asked inside the transaction, right before COMMIT is sent. Null when it wrote nothing, so that nothing can be lost or kept. */
export async function markCommit(session: ReadSession, server: ServerIdentity): Promise<CommitMark | null> {
  const isOnDisk = server.seesDisk
    ? "pg_catalog.pg_current_wal_insert_lsn() <= pg_catalog.pg_current_wal_flush_lsn()"
    : "false";
  const sql = `SELECT pg_catalog.pg_current_xact_id_if_assigned(), ${isOnDisk}`;
  const [[xid, onDisk] = []] = (await session.query(sql, [], { cause: "before COMMIT" })).rows;
  if (xid == null) return null;
  const { serverStart, systemId, timeline } = server;
  return { xid, serverStart, systemId, timeline, isOnDisk: onDisk === "t" };
}

/**
 * Finds out on a session of the app's own what became of a transaction whose COMMIT was not answered. Asks again while the server
 * works on it, starts or cannot be reached, for `patienceMs`: then the answer is `askAgain`. Sends nothing that changes anything.
 */
export async function findCommitOutcome(
  databases: Databases,
  ref: DatabaseRef,
  mark: CommitMark,
  signal: AbortSignal,
  patienceMs: number,
): Promise<CommitVerdict> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  const endMs = performance.now() + patienceMs;
  for (;;) {
    const verdict = judgeCommit(mark, await askServer(databases, ref, mark, limited));
    if (verdict !== "askAgain" || limited.aborted || performance.now() + pauseMs > endMs) return verdict;
    await wait(pauseMs);
  }
}

/**
 * One question, and then who answered it: a restart in between makes the answer one of another start, which is believed less. Whatever
 * keeps the server from answering now is `silent`; only what it says itself is a refusal.
 */
async function askServer(
  databases: Databases,
  ref: DatabaseRef,
  mark: CommitMark,
  signal: AbortSignal,
): Promise<CommitAnswer> {
  const options = { cause, signal };
  try {
    const said = await databases.read(ref, cause, (session) => askStatus(session, mark, options), { signal });
    const { isInRecovery, ...server } = await databases.read(
      ref,
      cause,
      (session) => readServerIdentity(session, options),
      { signal },
    );
    // A standby may not have read the log up to our transaction yet.
    return isInRecovery ? { kind: "silent" } : { ...said, server };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return isAppError(error, "sql", "unsupported") ? { kind: "refused" } : { kind: "silent" };
  }
}

async function askStatus(session: ReadSession, { xid }: CommitMark, options: StatementOptions) {
  try {
    const sql = "SELECT pg_catalog.pg_xact_status($1::pg_catalog.xid8)";
    const [[status = null] = []] = (await session.query(sql, [xid], options)).rows;
    return { kind: "status", status } as const;
  } catch (error) {
    if (isAppError(error, "sql") && error.details.postgres?.sqlstate === "22023")
      return { kind: "neverGiven" } as const;
    throw error;
  }
}
