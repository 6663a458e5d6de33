import type { DatabaseRef, ObjectName } from "../../shared/databases/model.ts";
import type { CommitResult } from "../../shared/edits/contract.ts";
import type { RowChange } from "../../shared/edits/model.ts";
import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { CommitMark } from "../../shared/sessions/commit-outcome.ts";
import type { Databases } from "../postgres/databases.ts";
import { findCommitOutcome, markCommit } from "../postgres/outcome/commit-outcome.ts";
import { readServerIdentity } from "../postgres/outcome/server-identity.ts";
import type { OpenCommits } from "./open-commits.ts";
import type { WritableTable } from "./read-table.ts";
import { ChangeFailed, type ChangesOutcome, runChanges } from "./run-changes.ts";
import { keepUndoFile, undoSql } from "./undo-file.ts";

/** One commit of staged changes. */
export interface CommitTask {
  readonly databases: Databases;
  readonly undoFolder: string;
  readonly openCommits: OpenCommits;
  readonly ref: DatabaseRef;
  readonly name: ObjectName;
  readonly table: WritableTable;
  readonly changes: readonly RowChange[];
  /** How long the outcome of a COMMIT whose answer was lost is asked for. */
  readonly askForMs: number;
  readonly signal: AbortSignal;
}

/** Rolls back a transaction whose outcome is no error. */
class NotMade extends Error {
  readonly outcome: Extract<ChangesOutcome, { kind: "conflict" }>;

  constructor(outcome: Extract<ChangesOutcome, { kind: "conflict" }>) {
    super("The rows have changed.");
    this.outcome = outcome;
  }
}

const own = { cause: "edits: commit" };

/**
 * Makes all changes in one transaction. The undo file is on disk before COMMIT is sent. When the answer to COMMIT is lost, the
 * server is asked what became of the transaction (`pg_xact_status`); nothing is sent again.
 */
export async function commitChanges(task: CommitTask): Promise<CommitResult> {
  const made: Made = { mark: null, undoFile: "", outcome: null, openId: null };
  let isKnown = true;
  try {
    const result = await tryCommit(task, made);
    isKnown = result.kind !== "unknown";
    return result;
  } finally {
    if (made.openId !== null) await task.openCommits.end(made.openId, isKnown);
  }
}

async function tryCommit(task: CommitTask, made: Made): Promise<CommitResult> {
  const { databases, ref, signal } = task;
  try {
    await databases.write(ref, { purpose: "edits", timeouts: "own", signal }, async (session) => {
      const server = await readServerIdentity(session, own);
      await session.transaction(async () => {
        const outcome = await runChanges(session, task.name, task.table, task.changes);
        if (outcome.kind === "conflict") throw new NotMade(outcome);
        signal.throwIfAborted();
        made.undoFile = await keepUndoFile(
          task.undoFolder,
          task.name,
          new Date(),
          undoSql(task.name, task.table, outcome.rows),
        );
        made.outcome = outcome;
        made.mark = await markCommit(session, server);
        made.openId = await task.openCommits.begin(ref, task.name, made.mark, made.undoFile);
      });
    });
  } catch (error) {
    if (error instanceof NotMade) return error.outcome;
    if (error instanceof ChangeFailed) return { kind: "failed", change: error.change, error: error.appError.toWire() };
    if (isAppError(error, "outcomeUnknown")) return await askOutcome(task, error, made);
    // At COMMIT: a deferred constraint, a serialization failure.
    if (made.outcome && isAppError(error, "sql", "timeout"))
      return { kind: "failed", change: null, error: error.toWire() };
    // COMMIT was not sent: a session that is lost with its transaction open leaves nothing behind.
    if (isAppError(error, "connectionLost", "processLost"))
      return { kind: "failed", change: null, error: lostBefore() };
    throw error;
  }
  return committed(made, false);
}

function lostBefore() {
  const message = "The connection was lost before the changes were committed.";
  return new AppError("connectionLost", message, { hint: "Your changes are still staged: commit again." }).toWire();
}

/** How far a commit came. */
interface Made {
  mark: CommitMark | null;
  undoFile: string;
  outcome: Extract<ChangesOutcome, { kind: "made" }> | null;
  /** Names its file among the open commits. */
  openId: string | null;
}

function committed({ undoFile, outcome }: Made, wasAsked: boolean): CommitResult {
  return {
    kind: "committed",
    rows: outcome?.rows.length ?? 0,
    altered: outcome?.altered ?? [],
    undoFile,
    wasAsked,
  };
}

async function askOutcome(task: CommitTask, lost: AppError, made: Made): Promise<CommitResult> {
  const { databases, ref, askForMs, signal } = task;
  const { mark, undoFile } = made;
  const verdict = mark === null ? "unknowable" : await findCommitOutcome(databases, ref, mark, signal, askForMs);
  if (verdict === "committed") return committed(made, true);
  if (verdict === "rolledBack") {
    const message = "The connection was lost while it was being committed. Nothing was stored.";
    const hint = "The server says that the transaction was rolled back. Your changes are still staged: commit again.";
    return { kind: "failed", change: null, error: new AppError("connectionLost", message, { hint }).toWire() };
  }
  return { kind: "unknown", error: lost.toWire(), undoFile, mark: verdict === "askAgain" ? mark : null };
}
