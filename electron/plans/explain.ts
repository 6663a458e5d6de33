import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { PlanMode, PlanWaits } from "../../shared/plans/running/model.ts";
import {
  type BoundStatement,
  bindParameters,
  type ParameterGiven,
} from "../../shared/sql/parameters/bind-parameters.ts";
import { findParameters } from "../../shared/sql/parameters/find-parameters.ts";
import type { ReadSession } from "../postgres/session.ts";
import { explainPrefix, firstGenericVersion } from "./explain-options.ts";
import type { PreparedStatement } from "./prepare-statement.ts";
import { explainGeneric } from "./running/explain-generic.ts";
import { isHugeResult } from "./running/result-size.ts";

const maxPlanBytes = 64 * 1024 * 1024;
const lockTimeoutMs = 2_000;
const idleTimeoutMs = 60_000;
/** The first server version that knows SERIALIZE. */
const firstSerializeVersion = 170000;

/** How one statement is explained. */
export interface ExplainRequest {
  readonly statement: PreparedStatement;
  readonly parameters: readonly ParameterGiven[];
  readonly mode: PlanMode;
  readonly timeoutMs: number;
  readonly serverVersion: number;
  readonly signal: AbortSignal;
  readonly runs: 1 | 2;
  /** Null: unless the result would be huge. */
  readonly serialize: boolean | null;
  /** Looks at what the session waits for, from the moment of the call until it is stopped. */
  readonly watch?: () => { readonly stop: () => Promise<PlanWaits | null> };
}

/** What the server said: `firstRaw` of the run before, when there were two; the waits are those of the last run. */
export interface Explained {
  readonly raw: string;
  readonly firstRaw: string | null;
  readonly waits: PlanWaits | null;
}

/**
 * Explains one statement inside the session's transaction and gives the server's JSON. Each run is taken back by a
 * savepoint, so that a second one finds the same rows, and session locks that the statement took are given back even
 * when it failed: the rollback alone would keep them. Rejects with `sql`, `readOnly`, `timeout`, `cancelled`,
 * `unsupported`; positions count in the text that the statement was taken from.
 */
export async function explain(session: ReadSession, request: ExplainRequest): Promise<Explained> {
  const { statement, mode, timeoutMs, serverVersion, runs } = request;
  if (mode === "generic" && serverVersion < firstGenericVersion)
    throw new AppError("unsupported", "This server plans no statement with its parameters left open.", {
      hint: "Postgres 16 was the first that does. Give the parameters values, and explain it with them.",
    });
  const bound = bindParameters(statement.sql, mode === "generic" ? openParameters(statement) : request.parameters);
  await session.query(
    `SELECT pg_catalog.set_config('statement_timeout', $1, true), pg_catalog.set_config('lock_timeout', $2, true),
            pg_catalog.set_config('idle_in_transaction_session_timeout', $3, true)`,
    [String(timeoutMs), String(lockTimeoutMs), String(idleTimeoutMs)],
  );
  await measureInputOutput(session);
  await session.query("SAVEPOINT explained");
  const isSerialized = mode !== "analyze" || (await isResultSerialized(session, request, bound));
  const run = () => explainOnce(session, request, bound, explainPrefix(mode, serverVersion, isSerialized));
  const first = await run();
  return runs === 1 ? { ...first, firstRaw: null } : { ...(await run()), firstRaw: first.raw };
}

/** They are numbered as those with values are; none is sent. */
function openParameters({ sql }: PreparedStatement): readonly ParameterGiven[] {
  return findParameters(sql).map(({ key }) => ({ key, value: null }));
}

async function explainOnce(session: ReadSession, request: ExplainRequest, bound: BoundStatement, prefix: string) {
  const { statement, mode, signal, watch } = request;
  const options = { signal, maxCellBytes: maxPlanBytes, cause: mode === "analyze" ? "explain analyze" : "explain" };
  const watching = watch?.();
  try {
    const text = prefix + bound.sql;
    const answer =
      mode === "generic"
        ? await explainGeneric(session, text, options)
        : await session.query(text, bound.values, options);
    const raw = answer.rows[0]?.[0];
    if (raw === undefined || raw === null) throw new AppError("unsupported", "The server returned no plan.");
    return { raw, waits: (await watching?.stop()) ?? null };
  } catch (error) {
    throw shiftPosition(error, prefix.length, statement, bound);
  } finally {
    await watching?.stop();
    await releaseLocks(session);
  }
}

/** Turning a result into text costs what reading it costs a client: it is left out where that would be huge, unless asked for. */
async function isResultSerialized(
  session: ReadSession,
  request: ExplainRequest,
  bound: BoundStatement,
): Promise<boolean> {
  const { serialize, serverVersion, statement, signal } = request;
  if (serialize !== null || serverVersion < firstSerializeVersion) return serialize ?? false;
  const prefix = "EXPLAIN (FORMAT JSON)\n";
  try {
    const { rows } = await session.query(prefix + bound.sql, bound.values, { signal, maxCellBytes: maxPlanBytes });
    return !isHugeResult(rows[0]?.[0] ?? "[]");
  } catch (error) {
    throw shiftPosition(error, prefix.length, statement, bound);
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
