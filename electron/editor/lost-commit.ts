import { AppError } from "../../shared/ipc/app-error.ts";
import type { CommitMark, CommitVerdict } from "../../shared/sessions/commit-outcome.ts";

/** How long a run waits for the outcome before it answers that it is not known yet. */
export const askForMs = 8_000;

/** What is said of a COMMIT whose answer was lost, once its outcome is known or cannot be. */
export function describeLostCommit(verdict: CommitVerdict, mark: CommitMark, statement: string): AppError {
  if (verdict === "committed")
    return new AppError("connectionLost", "The transaction was committed; then the connection was lost.", {
      hint: "All of it is applied: the server was asked on a new session. Do not run it again.",
      statement,
    });
  if (verdict === "rolledBack")
    return new AppError("connectionLost", "The connection was lost, and the transaction was not committed.", {
      hint: "None of it is applied: the server was asked on a new session. Run it again if you still want it.",
      statement,
    });
  const message = "The connection was lost while the transaction was being committed.";
  if (verdict === "askAgain")
    return new AppError("outcomeUnknown", message, {
      hint: "The server does not answer yet. Nothing was sent again: check again before you repeat it.",
      statement,
      lostCommit: mark,
    });
  return new AppError("outcomeUnknown", message, {
    hint: "The server cannot say any more whether it was committed. Look at what it did before you repeat it.",
    statement,
  });
}
