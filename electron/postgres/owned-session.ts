import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import { toParameterTexts } from "./parameter-values.ts";
import type { RawSession, StatementLimits } from "./raw-session.ts";
import type {
  OwnedSession,
  ParameterValue,
  QueryResult,
  StatementObserver,
  StatementOptions,
  StreamOptions,
  StreamTarget,
  WriteSession,
} from "./session.ts";

const wholeResult = { maxRows: 100_000, maxCellBytes: 1024 * 1024, pageRows: 1_000 };
const streamed = { maxRows: 0, maxCellBytes: 64 * 1024, pageRows: 1_000 };

/** A session for capabilities on top of a backend: default limits, the statement log and transactions. */
export function createOwnedSession(raw: RawSession, defaultCause: string, observe: StatementObserver): OwnedSession {
  const observed = async <T>(
    sql: string,
    options: StatementOptions,
    run: () => Promise<T>,
    rowsOf: (value: T) => number,
  ) => {
    const startedAt = performance.now();
    const cause = options.cause ?? defaultCause;
    try {
      const value = await run();
      observe({ cause, sql, durationMs: performance.now() - startedAt, rows: rowsOf(value), error: null });
      return value;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      observe({ cause, sql, durationMs: performance.now() - startedAt, rows: 0, error: message });
      throw error;
    }
  };
  const query = (sql: string, values: readonly ParameterValue[] = [], options: StatementOptions = {}) =>
    observed<QueryResult>(
      sql,
      options,
      () => raw.query(sql, toParameterTexts(values), limits(wholeResult, options), options.signal),
      (result) => result.rowCount,
    );
  const session: OwnedSession = {
    mode: "write",
    backendPid: raw.backendPid,
    get transactionStatus() {
      return raw.transactionStatus;
    },
    query,
    execute: query,
    stream: (target: StreamTarget, sql: string, values: readonly ParameterValue[] = [], options: StreamOptions = {}) =>
      observed(
        sql,
        options,
        () => raw.stream(target, sql, toParameterTexts(values), limits(streamed, options), options.signal),
        (end) => end.rows,
      ),
    runJob: (name, input, options) =>
      raw.job(
        name,
        input,
        (event) => {
          if (event.kind === "statement") observe({ ...event.record, cause: options.cause });
          else options.report?.(event.progress);
        },
        options.signal,
      ),
    transaction: (run) => runTransaction(session, run),
    onLost: (listener) => raw.onLost(listener),
    close: () => raw.close(),
  };
  return session;
}

function limits(defaults: StatementLimits, options: StreamOptions): StatementLimits {
  return {
    maxRows: options.maxRows ?? defaults.maxRows,
    maxCellBytes: options.maxCellBytes ?? defaults.maxCellBytes,
    pageRows: options.pageRows ?? defaults.pageRows,
  };
}

/** BEGIN, `run`, COMMIT; ROLLBACK when `run` throws. The answer to a COMMIT that got lost is `outcomeUnknown`. */
async function runTransaction<T>(session: OwnedSession, run: (session: WriteSession) => Promise<T>): Promise<T> {
  await session.execute("BEGIN");
  let value: T;
  try {
    value = await run(session);
  } catch (error) {
    await rollBack(session);
    throw error;
  }
  let answer: QueryResult;
  try {
    answer = await session.execute("COMMIT");
  } catch (error) {
    if (!isAppError(error, "connectionLost", "processLost")) throw error;
    throw new AppError("outcomeUnknown", "The connection was lost while the transaction was being committed.", {
      hint: "It may have been applied. Look before you repeat it.",
    });
  }
  // A COMMIT of a failed transaction succeeds as a statement and answers ROLLBACK.
  if (answer.command === "ROLLBACK") throw new AppError("sql", "The transaction had failed and was rolled back.");
  return value;
}

async function rollBack(session: OwnedSession): Promise<void> {
  try {
    await session.execute("ROLLBACK");
  } catch (error) {
    // A lost connection rolls back by itself; the error that led here is the one to show.
    if (!isAppError(error, "connectionLost", "processLost")) throw error;
  }
}
