import type { Node } from "libpg-query";
import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { StatementEnd } from "../../shared/rows/model.ts";
import type { BoundStatement } from "../../shared/sql/parameters/bind-parameters.ts";
import type { OwnedSession, StreamTarget } from "../postgres/session.ts";
import { refuseInReadOnly } from "../sql/read-only-guard.ts";
import { isReadOnlyStatement } from "../sql/reading-statement.ts";
import type { ScriptStatement } from "../sql/split-script.ts";

/** Where the rows go and how many of them. */
export interface SendOptions {
  readonly target: StreamTarget;
  /** Zero means all. */
  readonly maxRows: number;
  readonly signal: AbortSignal;
}

/** `noLongerWriting`: the session was opened to write, and may not any more; a transaction may stand open from before. */
export type Guard = "none" | "readOnly" | "noLongerWriting";

const own = { cause: "editor: read only" };

/**
 * Sends one statement, which `refuseStatement` lets pass, by the extended protocol, which the server refuses when it hides a second one. A lost connection is
 * `outcomeUnknown` when the statement may have been committed.
 */
export async function sendStatement(
  session: OwnedSession,
  statement: ScriptStatement,
  bound: BoundStatement,
  guard: Guard,
  options: SendOptions,
): Promise<StatementEnd> {
  const isTransactionControl = statement.node !== null && "TransactionStmt" in statement.node;
  // READ ONLY may be said at any time; before each statement, because ROLLBACK TO takes it back.
  if (guard === "noLongerWriting" && session.transactionStatus === "open" && !isTransactionControl)
    await pinReadOnly(session);
  const isOwnCommit = guard === "noLongerWriting" && session.transactionStatus !== "idle" && isTransactionControl;
  if (guard !== "none" && !isOwnCommit) return await sendReadOnly(session, statement, bound, options);
  const statusBefore = session.transactionStatus;
  try {
    return await stream(session, bound, options);
  } catch (error) {
    if (mayBeCommitted(statement, statusBefore)) throw toUnknownOutcome(error, statement);
    throw statusBefore === "idle" ? error : toLostTransaction(error, statement);
  }
}

/** Why a statement is not sent at all; null when it may be. */
export function refuseStatement({ node }: ScriptStatement, isReadOnly: boolean): AppError | null {
  if (node === null) return null;
  return refuseOtherEncoding(node) ?? (isReadOnly ? refuseInReadOnly(node) : null);
}

/** The line speaks UTF-8: in any other encoding every character beyond ASCII would be shown, and written, wrong. */
function refuseOtherEncoding(node: Node): AppError | null {
  if (!("VariableSetStmt" in node) || node.VariableSetStmt.name?.toLowerCase() !== "client_encoding") return null;
  const [value] = node.VariableSetStmt.args ?? [];
  if (value === undefined || /"sval":"utf-?8"|"sval":"unicode"/i.test(JSON.stringify(value))) return null;
  return new AppError("unsupported", "Steward speaks UTF-8 with the server, whatever encoding the database has.", {
    hint: "Leave client_encoding as it is; the server converts.",
  });
}

function stream(session: OwnedSession, { sql, values }: BoundStatement, { target, maxRows, signal }: SendOptions) {
  return session.stream(target, sql, values, { maxRows, signal, cause: "editor" });
}

/**
 * Every statement stands in a READ ONLY transaction that has taken its snapshot, after which the server lets nobody make
 * it READ WRITE; what the session's defaults say does not matter. Outside a transaction of the user's own the statement
 * gets one for itself, which is rolled back, or committed after SET, so that settings last.
 */
async function sendReadOnly(
  session: OwnedSession,
  { node }: ScriptStatement,
  bound: BoundStatement,
  options: SendOptions,
): Promise<StatementEnd> {
  // DISCARD runs outside transactions only, and what it resets is nothing that this relies on.
  if (node !== null && ("TransactionStmt" in node || "DiscardStmt" in node)) {
    const end = await stream(session, bound, options);
    // Also after COMMIT AND CHAIN, which begins a transaction of its own.
    if (session.transactionStatus === "open") await pinReadOnly(session);
    return end;
  }
  if (session.transactionStatus !== "idle") return await stream(session, bound, options);
  await session.execute("BEGIN READ ONLY", [], own);
  let isDone = false;
  try {
    await pinReadOnly(session);
    const end = await stream(session, bound, options);
    isDone = true;
    return end;
  } finally {
    const isSetting = node !== null && ("VariableSetStmt" in node || "DeclareCursorStmt" in node);
    await finish(session, isDone && isSetting ? "COMMIT" : "ROLLBACK");
  }
}

/** Any query takes the snapshot; this one says READ ONLY as well, for a transaction that the user began. */
async function pinReadOnly(session: OwnedSession): Promise<void> {
  await session.query("SELECT pg_catalog.set_config('transaction_read_only', 'on', true)", [], own);
}

async function finish(session: OwnedSession, command: "COMMIT" | "ROLLBACK"): Promise<void> {
  try {
    await session.execute(command, [], own);
  } catch (error) {
    // A lost session rolls back by itself; the error that led here is the one to show.
    if (!isAppError(error, "connectionLost", "processLost")) throw error;
  }
}

/** COMMIT, and whatever writes outside a transaction; a statement that our parser does not know counts as a write. */
function mayBeCommitted({ node }: ScriptStatement, statusBefore: OwnedSession["transactionStatus"]): boolean {
  if (node === null) return true;
  if ("TransactionStmt" in node) return /COMMIT|PREPARE/.test(node.TransactionStmt.kind ?? "");
  return statusBefore === "idle" && !isReadOnlyStatement(node);
}

/** COMMIT was not sent: what the lost session had open is rolled back by the server, whatever ended it. */
function toLostTransaction(error: unknown, { sql }: ScriptStatement): unknown {
  if (!isAppError(error, "connectionLost", "processLost")) return error;
  const { postgres } = error.details;
  return new AppError(error.code, "The connection was lost, and with it the open transaction: it was rolled back.", {
    hint: `None of it is stored. ${postgres ? error.message : "Reconnect, then run it again if you still want it."}`,
    statement: sql,
    ...(postgres ? { postgres } : {}),
  });
}

function toUnknownOutcome(error: unknown, { sql }: ScriptStatement): unknown {
  if (!isAppError(error, "connectionLost", "processLost")) return error;
  const { postgres } = error.details;
  return new AppError(
    "outcomeUnknown",
    "The connection was lost while the statement ran. It may have been committed.",
    {
      hint: "Nothing was sent again. Look at what it did before you repeat it.",
      statement: sql,
      ...(postgres ? { postgres } : {}),
    },
  );
}
