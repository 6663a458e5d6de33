import { setTimeout as wait } from "node:timers/promises";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { Databases } from "../postgres/databases.ts";
import type { OwnedSession } from "../postgres/session.ts";

/** A transaction as the server knows it, and at which start of which server. */
export interface CommitMark {
  readonly xid: string;
  readonly serverStart: string;
}

/** What became of a transaction. */
export type CommitOutcome = "committed" | "aborted" | "unknown";

/**
 * The server's start, and its checkpointer: that one is new after a crash too, which the server's start outlives. Both
 * may be read by every role.
 */
const serverStart = `pg_catalog.concat_ws(' ', pg_catalog.pg_postmaster_start_time(),
  (SELECT pg_catalog.min(pid) FROM pg_catalog.pg_stat_activity WHERE backend_type = 'checkpointer'))`;

const askForMs = 15_000;
const pauseMs = 250;

/** Asked before COMMIT is sent. Null when the transaction wrote nothing, so that nothing can be lost or kept. */
export async function markCommit(session: OwnedSession): Promise<CommitMark | null> {
  const sql = `SELECT pg_catalog.pg_current_xact_id_if_assigned(), ${serverStart}`;
  const [[xid, start] = []] = (await session.query(sql, [], { cause: "editor: before COMMIT" })).rows;
  return xid == null || start == null ? null : { xid, serverStart: start };
}

/**
 * Finds out what became of a transaction whose COMMIT was not answered, on a new session; waits while the server still
 * works on it or starts again. "committed" is believed of the same start of the server only: after a crash a number whose
 * transaction left no trace may be given to another. "aborted" is always true, because a number of a committed one is kept.
 */
export async function findCommitOutcome(
  databases: Databases,
  ref: DatabaseRef,
  mark: CommitMark,
  signal: AbortSignal,
  patienceMs = askForMs,
): Promise<CommitOutcome> {
  const endMs = performance.now() + patienceMs;
  const sql = `SELECT pg_catalog.pg_xact_status($1::pg_catalog.xid8), ${serverStart}`;
  while (performance.now() < endMs && !signal.aborted) {
    try {
      const [[status, start] = []] = await databases.read(
        ref,
        "editor: outcome of COMMIT",
        async (session) => (await session.query(sql, [mark.xid], { signal })).rows,
        { signal },
      );
      if (status === "aborted") return "aborted";
      if (status === "committed") return start === mark.serverStart ? "committed" : "unknown";
      if (status !== "in progress") return "unknown";
    } catch (error) {
      // A number in the future: the crash took the transaction with it, and nobody has its number yet.
      if (isAppError(error, "sql") && error.details.postgres?.sqlstate === "22023") return "aborted";
      if (!isAppError(error, "connectionFailed", "connectionLost", "processLost", "timeout")) {
        if (isAppError(error)) return "unknown";
        throw error;
      }
    }
    await wait(pauseMs);
  }
  return "unknown";
}

/** What is said of a COMMIT whose answer was lost, once its outcome is known or cannot be. */
export function describeLostCommit(outcome: CommitOutcome, { xid }: CommitMark): AppError {
  if (outcome === "committed")
    return new AppError("connectionLost", "The transaction was committed; then the connection was lost.", {
      hint: "All of it is applied: the server was asked on a new session. Do not run it again.",
      statement: "COMMIT",
    });
  if (outcome === "aborted")
    return new AppError("connectionLost", "The connection was lost, and the transaction was not committed.", {
      hint: "None of it is applied: the server was asked on a new session. Run it again if you still want it.",
      statement: "COMMIT",
    });
  return new AppError("outcomeUnknown", "The connection was lost while the transaction was being committed.", {
    hint: `It may have been committed. Ask again with SELECT pg_xact_status('${xid}'), or look at what it did, before you repeat it.`,
    statement: "COMMIT",
  });
}
