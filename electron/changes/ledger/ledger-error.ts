import { AppError, type AppErrorCode, isAppError } from "../../../shared/ipc/app-error.ts";

/** SQLSTATEs that the ledger's own functions raise. */
const codes: Readonly<Record<string, AppErrorCode>> = { ST001: "refused", ST002: "conflict", ST003: "notFound" };

/** A refusal of the ledger, or of the server in its place, as an AppError of its own kind; every other error unchanged. */
export function toLedgerError(error: unknown): unknown {
  if (!isAppError(error, "sql")) return error;
  const sqlstate = error.details.postgres?.sqlstate ?? "";
  const code = codes[sqlstate];
  const hint = error.details.postgres?.hint ?? error.hint;
  if (code) return new AppError(code, error.message, hint === undefined ? {} : { hint });
  if (sqlstate !== "42501") return error;
  return new AppError("refused", `This role may not write to the ledger: ${error.message}.`, {
    hint: "Ask the database's owner for membership in its role, or for EXECUTE on the ledger's functions.",
  });
}

/** Runs `work` and turns the ledger's refusals into their own kind. */
export async function withLedgerErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toLedgerError(error);
  }
}
