import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { PlanMode } from "../../shared/plans/contract.ts";
import {
  type BoundStatement,
  bindParameters,
  type ParameterGiven,
} from "../../shared/sql/parameters/bind-parameters.ts";
import type { ReadSession } from "../postgres/session.ts";
import { explainPrefix } from "./explain-options.ts";
import type { PreparedStatement } from "./prepare-statement.ts";

const maxPlanBytes = 64 * 1024 * 1024;
const lockTimeoutMs = 2_000;

/** How one statement is explained. */
export interface ExplainRequest {
  readonly statement: PreparedStatement;
  readonly parameters: readonly ParameterGiven[];
  readonly mode: PlanMode;
  readonly timeoutMs: number;
  readonly serverVersion: number;
  readonly signal: AbortSignal;
}

/**
 * Explains one statement inside the session's READ ONLY transaction and gives the server's JSON. Session locks that the
 * statement took are given back even when it failed: the rollback alone would keep them. Rejects with `sql`,
 * `readOnly`, `timeout`, `cancelled`; positions count in the text that the statement was taken from.
 */
export async function explain(session: ReadSession, request: ExplainRequest): Promise<string> {
  const { statement, mode, timeoutMs, serverVersion, signal } = request;
  const bound = bindParameters(statement.sql, request.parameters);
  await session.query(
    "SELECT pg_catalog.set_config('statement_timeout', $1, true), pg_catalog.set_config('lock_timeout', $2, true)",
    [String(timeoutMs), String(lockTimeoutMs)],
  );
  await measureInputOutput(session);
  await session.query("SAVEPOINT explained");
  const prefix = explainPrefix(mode, serverVersion);
  const options = { signal, maxCellBytes: maxPlanBytes, cause: mode === "analyze" ? "explain analyze" : "explain" };
  try {
    const answer = await session.query(prefix + bound.sql, bound.values, options);
    const raw = answer.rows[0]?.[0];
    if (raw === undefined || raw === null) throw new AppError("unsupported", "The server returned no plan.");
    return raw;
  } catch (error) {
    throw shiftPosition(error, prefix.length, statement, bound);
  } finally {
    await releaseLocks(session);
  }
}

/** Needs a privilege on managed servers; without it the plan simply has no I/O times. */
async function measureInputOutput(session: ReadSession): Promise<void> {
  await session.query("SAVEPOINT measured");
  try {
    await session.query("SELECT pg_catalog.set_config('track_io_timing', 'on', true)");
  } catch (error) {
    if (!isAppError(error, "sql")) throw error;
    await session.query("ROLLBACK TO SAVEPOINT measured");
  }
}

async function releaseLocks(session: ReadSession): Promise<void> {
  try {
    await session.query("ROLLBACK TO SAVEPOINT explained");
    await session.query("SELECT pg_catalog.pg_advisory_unlock_all()");
  } catch (error) {
    // A lost session has no locks; why it was lost is told by the error of the statement itself.
    if (!isAppError(error, "connectionLost", "processLost")) throw error;
  }
}

function shiftPosition(
  error: unknown,
  prefixLength: number,
  statement: PreparedStatement,
  bound: BoundStatement,
): unknown {
  if (!isAppError(error) || error.details.postgres?.position === undefined) return error;
  const { postgres } = error.details;
  // The server counts characters, texts on screen are counted in UTF-16.
  const characters = Math.max(0, (postgres.position ?? 1) - 1 - prefixLength);
  const inSent = [...bound.sql].slice(0, characters).join("").length;
  const position = statement.offset + bound.toOriginal(inSent) + 1;
  return new AppError(error.code, error.message, {
    ...error.details,
    statement: statement.sql,
    postgres: { ...postgres, position },
  });
}
