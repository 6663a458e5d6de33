import { setTimeout as delay } from "node:timers/promises";
import type { ApplyOptions } from "../../../shared/changes/model.ts";
import type { ApplyCourse } from "../../../shared/changes/review-model.ts";
import { type Segment, segmentsOf } from "../../../shared/changes/segments.ts";
import { AppError, type AppErrorCode, isAppError } from "../../../shared/ipc/app-error.ts";
import type { HistoryPhase } from "../../migrations/history/history.ts";
import type { HistoryRecorder } from "../../migrations/history/recorder.ts";
import type { QueryResult, WriteSession } from "../../postgres/session.ts";
import { becomeOwner } from "../ledger/target.ts";
import type { PreparedStatement } from "../script/prepare-script.ts";
import { rest } from "./pause-switch.ts";
import { endRun, type RunStart, recordStatements, type StatementRecord, startRun } from "./record-run.ts";
import { checkBuiltIndex, resolveDoubt } from "./resolve-doubt.ts";
import { runSegment, withoutTimeouts } from "./run-segment.ts";
import { whileWatching } from "./watch-blockers.ts";

/** The two sessions of an application. */
export interface ApplySessions {
  /** Holds the apply lock and runs the statements. */
  readonly main: WriteSession;
  /** Writes what must be kept while `main` is in a transaction, or after one failed. */
  readonly ledger: WriteSession;
}

/** One direction of one migration to be run, or continued. */
export interface MigrationRun extends RunStart {
  /** Keeps the table of the folder's tool right; null where there is none. */
  readonly history: HistoryRecorder | null;
  readonly script: readonly PreparedStatement[];
  readonly done: ReadonlySet<number>;
  readonly doubtful: ReadonlySet<number>;
  readonly options: ApplyOptions;
  readonly course: ApplyCourse;
  readonly signal: AbortSignal;
  /** Called before each statement. */
  readonly started: (statement: PreparedStatement) => void;
  /** Called when whom the running statement waits for changes; null when it goes on. */
  readonly waiting: (statement: PreparedStatement, blockers: string | null) => void;
  /** Awaited before each segment: somebody may hold it there. Rejects with `cancelled`. */
  readonly turn: () => Promise<void>;
  /** Called when the ledger has something new. */
  readonly changed: () => void;
}

/** The statement that runs, for the error that it may end in. */
interface Position {
  current: PreparedStatement | null;
}

/**
 * Runs what is not done yet, in order, with a ledger row before and after each statement. A statement that fails ends
 * the run in the ledger and rejects with its error. A lost connection leaves the run open: the ledger's rows then say
 * exactly what was done, and the next run goes on from there.
 */
export async function runMigration(sessions: ApplySessions, run: MigrationRun): Promise<void> {
  await becomeOwner(sessions.main);
  const runId = await startRun(sessions.main, run);
  run.changed();
  const position: Position = { current: null };
  try {
    await prepareSession(sessions.main, run);
    const segments = segmentsOf(run.script);
    const record = createRunRecord(sessions.main, run, segments);
    await record.begin();
    let isFirst = true;
    for (const segment of segments) {
      if (segment.statements.every(({ index }) => run.done.has(index))) continue;
      await rest(isFirst ? 0 : run.course.pauseMs, run.signal);
      await run.turn();
      isFirst = false;
      const isLast = segment === segments.at(-1);
      if (segment.isTransactional)
        await runTransactional(sessions, run, runId, segment, position, isLast ? record.finish : async () => undefined);
      else await runAlone(sessions, run, runId, segment, position);
      run.changed();
    }
    position.current = null;
    await record.end();
  } catch (error) {
    throw await endFailedRun(sessions.ledger, run, runId, position.current, error);
  }
  await endRun(sessions.ledger, runId, { outcome: "done", failedStatement: null, error: null });
  run.changed();
}

/** Time-outs of the approved options, then the settings that statements done earlier made. */
async function prepareSession(main: WriteSession, { options, script, done }: MigrationRun): Promise<void> {
  await main.execute("RESET ALL");
  await noticeLostClient(main);
  await main.execute(
    "SELECT pg_catalog.set_config('lock_timeout', $1, false), pg_catalog.set_config('statement_timeout', $2, false)",
    [`${options.lockTimeoutMs}ms`, `${options.statementTimeoutMs}ms`],
  );
  for (const statement of script)
    if (statement.isSetting && done.has(statement.index)) await main.execute(statement.sql);
}

/** The server looks every 2 s whether we are still there, so that a killed app does not hold the lock for long. */
async function noticeLostClient(main: WriteSession): Promise<void> {
  try {
    await main.execute("SELECT pg_catalog.set_config('client_connection_check_interval', '2s', false)");
  } catch (error) {
    // Not on servers before 14 and not on every platform: there the end of the statement shows it.
    if (!isAppError(error, "sql")) throw error;
  }
}

async function runTransactional(
  { main, ledger }: ApplySessions,
  run: MigrationRun,
  runId: string,
  segment: Segment<PreparedStatement>,
  position: Position,
  finish: () => Promise<void>,
): Promise<void> {
  await withLockTries(run, async () => {
    const records: StatementRecord[] = [];
    const hooks = {
      before: async (statement: PreparedStatement) => {
        position.current = statement;
        await recordStatements(ledger, runId, [{ statement, state: "started" }]);
        run.started(statement);
      },
      around: watched({ main, ledger }, run, position),
      after: async (statement: PreparedStatement, result: QueryResult) =>
        void records.push(doneRecord(statement, result)),
      // Last, so that the chain's lock is held for a moment only; with the statements, so that both last or neither.
      beforeCommit: () =>
        asOwner(main, async () => {
          await finish();
          await recordStatements(main, runId, records);
        }),
    };
    await runSegment(main, segment, hooks, run.signal);
  });
}

/** When the rows of the tool's table are written around a run's segments. */
interface RunRecord {
  begin(): Promise<void>;
  /** Inside the transaction of the last segment. */
  finish(): Promise<void>;
  /** Afterwards, for what no transaction of the migration held; does nothing that was done. */
  end(): Promise<void>;
}

function createRunRecord(
  main: WriteSession,
  { history, migrationId, direction }: MigrationRun,
  segments: readonly Segment<PreparedStatement>[],
): RunRecord {
  const since = performance.now();
  const last = direction === "up" ? "finish" : "undo";
  const write = async (phase: HistoryPhase) => history?.write(main, migrationId, phase, performance.now() - since);
  const apart = async (phase: HistoryPhase) => {
    if (history !== null) await main.transaction(async () => asOwner(main, async () => void (await write(phase))));
  };
  const isWhole = segments.length === 1 && segments[0]?.isTransactional === true;
  return {
    begin: async () => {
      if (direction === "up" && !isWhole && segments.length > 0) await apart("begin");
    },
    finish: async () => void (await write(last)),
    end: () => apart(last),
  };
}

/** Runs `work` as the owner, also when the script set another role, and sets that back. */
async function asOwner(main: WriteSession, work: () => Promise<void>): Promise<void> {
  const role = (await main.query("SELECT pg_catalog.current_setting('role')")).rows[0]?.[0] ?? "none";
  await becomeOwner(main);
  await work();
  await main.execute("SELECT pg_catalog.set_config('role', $1, false)", [role]);
}

async function runAlone(
  { main, ledger }: ApplySessions,
  run: MigrationRun,
  runId: string,
  segment: Segment<PreparedStatement>,
  position: Position,
): Promise<void> {
  const [statement] = segment.statements;
  if (!statement) return;
  position.current = statement;
  if (run.doubtful.has(statement.index)) {
    run.started(statement);
    if ((await withoutTimeouts(main, () => resolveDoubt(main, statement))) === "done")
      return await recordStatements(ledger, runId, [{ statement, state: "done" }]);
  }
  const hooks = {
    before: async () => {
      await recordStatements(ledger, runId, [{ statement, state: "started" }]);
      run.started(statement);
    },
    around: watched({ main, ledger }, run, position),
    after: async (_: PreparedStatement, result: QueryResult) => {
      await checkBuiltIndex(main, statement.node);
      await recordStatements(ledger, runId, [doneRecord(statement, result)]);
    },
  };
  await withoutTimeouts(main, () => runSegment(main, segment, hooks, run.signal), run.course.buildTimeoutMs);
}

/** Sends a statement while the other session looks whom it waits for. */
function watched({ main, ledger }: ApplySessions, run: MigrationRun, position: Position) {
  const tell = (blockers: string | null) => position.current && run.waiting(position.current, blockers);
  return (send: () => Promise<QueryResult>) => whileWatching(ledger, main.backendPid, tell, send);
}

function doneRecord(statement: PreparedStatement, result: QueryResult): StatementRecord {
  const rows = /\d$/.test(result.command) ? { rows: result.rowCount } : {};
  return { statement, state: "done", durationMs: result.durationMs, ...rows };
}

/** Tries a whole segment again after a lock time-out or deadlock, with growing, jittered pauses. */
async function withLockTries({ options, signal }: MigrationRun, attempt: () => Promise<void>): Promise<void> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      const sqlstate = isAppError(error) ? error.details.postgres?.sqlstate : undefined;
      if ((sqlstate !== "55P03" && sqlstate !== "40P01") || tried >= options.lockTries || signal.aborted) throw error;
      const pauseMs = Math.min(30_000, 250 * 2 ** tried) * (0.5 + Math.random());
      await delay(pauseMs, undefined, { signal }).catch(() => undefined); // an abort ends the pause; the next try sees it
    }
  }
}

/** The run stays open in the ledger: whether its statement took effect shows when the next one looks. */
const lostCodes: ReadonlySet<AppErrorCode> = new Set(["connectionLost", "processLost", "outcomeUnknown"]);

/** Writes down why a run ended, and gives the error to show. */
async function endFailedRun(
  ledger: WriteSession,
  run: MigrationRun,
  runId: string,
  statement: PreparedStatement | null,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof AppError)) return error;
  const where = statement
    ? `${run.migrationId}, statement ${statement.index + 1} of ${run.script.length}`
    : run.migrationId;
  if (lostCodes.has(error.code))
    return new AppError(error.code, `${where}: ${error.message}`, {
      hint: "The ledger knows what was done. Apply again: it goes on from there.",
    });
  const isCancelled = error.code === "cancelled";
  if (statement && !isCancelled)
    await recordStatements(ledger, runId, [{ statement, state: "failed", error: error.message }]);
  const outcome = isCancelled ? "cancelled" : "failed";
  await endRun(ledger, runId, { outcome, failedStatement: statement?.index ?? null, error: error.message });
  run.changed();
  return explain(error, where, run.options);
}

/** The error with where it happened; a lock that was not to be had is explained. */
function explain(error: AppError, where: string, { lockTimeoutMs, lockTries }: ApplyOptions): AppError {
  if (error.details.postgres?.sqlstate !== "55P03")
    return new AppError(error.code, `${where}: ${error.message}`, error.details);
  const message = `${where}: the lock was not to be had within ${lockTimeoutMs} ms, in ${lockTries} ${lockTries === 1 ? "try" : "tries"}.`;
  const hint =
    "Somebody works with the table for long. Nothing of this transaction was kept; apply again at a quieter time.";
  return new AppError("timeout", message, { ...error.details, hint });
}
