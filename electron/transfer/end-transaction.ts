import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { JobSession } from "../postgres/copy/session-jobs.ts";

/** Ends a transaction that has nothing to keep, also when the job itself was cancelled. */
export async function rollBack(session: JobSession): Promise<void> {
  try {
    await session.query("ROLLBACK", [], { signal: new AbortController().signal });
  } catch (error) {
    // A lost connection rolls back by itself; the error that led here is the one to show.
    if (!isAppError(error, "connectionLost", "processLost")) throw error;
  }
}

/**
 * Commits. A cancel that comes now comes too late: the answer has to be heard. Rejects with `outcomeUnknown` when the
 * connection was lost before it came.
 */
export async function commit(session: JobSession): Promise<void> {
  try {
    const answer = await session.query("COMMIT", [], { signal: new AbortController().signal });
    if (answer.command === "ROLLBACK") throw new AppError("sql", "The transaction had failed and was rolled back.");
  } catch (error) {
    if (!isAppError(error, "connectionLost", "processLost")) throw error;
    throw new AppError("outcomeUnknown", "The connection was lost while the import was being committed.", {
      hint: "It may have been written. Look at the table before you repeat it.",
    });
  }
}
