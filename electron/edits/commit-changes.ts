import { setTimeout } from "node:timers/promises";
import type { DatabaseRef, ObjectName } from "../../shared/databases/model.ts";
import type { CommitResult } from "../../shared/edits/contract.ts";
import type { RowChange } from "../../shared/edits/model.ts";
import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { Databases } from "../postgres/databases.ts";
import type { WriteSession } from "../postgres/session.ts";
import type { WritableTable } from "./read-table.ts";
import { ChangeFailed, type ChangesOutcome, runChanges } from "./run-changes.ts";
import { keepUndoFile, undoSql } from "./undo-file.ts";

/** One commit of staged changes. */
export interface CommitTask {
  readonly databases: Databases;
  readonly undoFolder: string;
  readonly ref: DatabaseRef;
  readonly name: ObjectName;
  readonly table: WritableTable;
  readonly changes: readonly RowChange[];
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

/** How long the outcome of a COMMIT whose answer was lost is asked for. */
const askMs = 20_000;

/**
 * Makes all changes in one transaction. The undo file is on disk before COMMIT is sent. When the answer to COMMIT is lost, the
 * server is asked what became of the transaction (`pg_xact_status`); nothing is sent again.
 */
export async function commitChanges(task: CommitTask): Promise<CommitResult> {
  const { databases, ref, signal } = task;
  const made: { xid: string | null; undoFile: string; outcome: Extract<ChangesOutcome, { kind: "made" }> | null } = {
    xid: null,
    undoFile: "",
    outcome: null,
  };
  try {
    await databases.write(ref, { purpose: "edits", timeouts: "own", signal }, (session) =>
      session.transaction(async () => {
        made.xid = await ownTransaction(session);
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
      }),
    );
  } catch (error) {
    if (error instanceof NotMade) return error.outcome;
    if (error instanceof ChangeFailed) return { kind: "failed", change: error.change, error: error.appError.toWire() };
    if (isAppError(error, "outcomeUnknown")) return await askOutcome(task, error, made);
    // At COMMIT: a deferred constraint, a serialization failure.
    if (made.outcome && isAppError(error, "sql", "timeout"))
      return { kind: "failed", change: null, error: error.toWire() };
    throw error;
  }
  return committed(made, false);
}

type Made = Parameters<typeof committed>[0];

function committed(
  {
    undoFile,
    outcome,
  }: { readonly undoFile: string; readonly outcome: Extract<ChangesOutcome, { kind: "made" }> | null },
  wasAsked: boolean,
): CommitResult {
  return {
    kind: "committed",
    rows: outcome?.rows.length ?? 0,
    altered: outcome?.altered ?? [],
    undoFile,
    wasAsked,
  };
}

async function ownTransaction(session: WriteSession): Promise<string | null> {
  const answer = await session.query("SELECT pg_catalog.pg_current_xact_id()::pg_catalog.text", [], own);
  return answer.rows[0]?.[0] ?? null;
}

async function askOutcome(
  task: CommitTask,
  lost: AppError,
  made: Made & { readonly xid: string | null },
): Promise<CommitResult> {
  const status = made.xid === null ? null : await readStatus(task, made.xid);
  if (status === "committed") return committed(made, true);
  if (status === "aborted")
    return {
      kind: "failed",
      change: null,
      error: new AppError(
        "connectionLost",
        "The connection was lost while it was being committed. Nothing was stored.",
        {
          hint: "The server says that the transaction was rolled back. Your changes are still staged: commit again.",
        },
      ).toWire(),
    };
  return { kind: "unknown", error: lost.toWire(), undoFile: made.undoFile };
}

/** Asks until the server knows; null when it cannot be reached in time or does not know any more. */
async function readStatus({ databases, ref }: CommitTask, xid: string): Promise<string | null> {
  const until = Date.now() + askMs;
  for (;;) {
    try {
      const sql = "SELECT pg_catalog.pg_xact_status($1::pg_catalog.xid8)";
      const answer = await databases.read(ref, "edits: what became of it", (session) => session.query(sql, [xid]));
      const status = answer.rows[0]?.[0] ?? null;
      if (status !== "in progress") return status;
    } catch (error) {
      if (!isAppError(error)) throw error;
      if (isAppError(error, "sql")) return null;
    }
    if (Date.now() > until) return null;
    await setTimeout(500);
  }
}
