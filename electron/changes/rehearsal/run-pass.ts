import type { Direction, HeldLock, RehearsalPass, RehearsedStatement } from "../../../shared/changes/model.ts";
import { type Segment, segmentsOf } from "../../../shared/changes/segments.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { QueryResult, WriteSession } from "../../postgres/session.ts";
import { runSegment } from "../apply/run-segment.ts";
import { becomeOwner } from "../ledger/target.ts";
import type { PreparedStatement } from "../script/prepare-script.ts";
import {
  describeLocks,
  findRewrites,
  findScans,
  type KnownRelations,
  readLocks,
  readRelations,
  readScans,
} from "./relations.ts";

/** One script to be rehearsed, as part of a pass. */
export interface RehearsalScript {
  readonly migrationId: string;
  readonly direction: Direction;
  readonly statements: readonly PreparedStatement[];
}

/** What a pass works with: the session that runs, and one that looks at it from outside. */
export interface RehearsalSessions {
  readonly runner: WriteSession;
  readonly observer: WriteSession;
  readonly signal: AbortSignal;
  /** Called before each statement. */
  readonly started: (script: RehearsalScript, statement: PreparedStatement) => void;
}

/** Errors that say nothing about the statement. */
const endsRehearsal: ReadonlySet<string> = new Set(["cancelled", "connectionLost", "processLost"]);

/** Pause between two looks at a CONCURRENTLY: a small index is built within a few milliseconds. */
const sampleEveryMs = 2;

/**
 * Runs the scripts of one pass, segment by segment, and measures each statement. Ends with the first statement that
 * fails; it carries the error. Rejects only with `cancelled`, a lost connection, and bugs.
 */
export async function runPass(
  sessions: RehearsalSessions,
  pass: RehearsalPass,
  scripts: readonly RehearsalScript[],
): Promise<readonly RehearsedStatement[]> {
  const measured: RehearsedStatement[] = [];
  for (const script of scripts) {
    await sessions.runner.execute("RESET ALL");
    await becomeOwner(sessions.runner);
    for (const segment of segmentsOf(script.statements)) {
      const statements = await measureSegment(sessions, pass, script, segment);
      measured.push(...statements);
      if (statements.some(({ error }) => error !== null)) return measured;
    }
  }
  return measured;
}

async function measureSegment(
  sessions: RehearsalSessions,
  pass: RehearsalPass,
  script: RehearsalScript,
  segment: Segment<PreparedStatement>,
): Promise<readonly RehearsedStatement[]> {
  const { runner, observer, signal } = sessions;
  const measured: RehearsedStatement[] = [];
  const add = (statement: PreparedStatement, found: Partial<RehearsedStatement>) =>
    measured.push({ ...emptyMeasurement(script, pass, statement), ...found });
  let current: PreparedStatement | undefined;
  let known = await readRelations(observer);
  let held: ReadonlySet<string> = new Set();
  let scanned: ReadonlyMap<string, number> = new Map();
  let startedAt = performance.now();
  let sampler: LockSampler | null = null;
  const hooks = {
    before: async (statement: PreparedStatement) => {
      current = statement;
      sessions.started(script, statement);
      if (segment.isTransactional) scanned = await readScans(runner);
      else sampler = sampleLocks(observer, runner.backendPid);
      startedAt = performance.now();
    },
    after: async (statement: PreparedStatement, result: QueryResult) => {
      const seen: ReadonlySet<string> = sampler ? await sampler.stop() : await readLocks(runner, runner.backendPid);
      sampler = null;
      const after = await readRelations(runner);
      const locks = describeLocks(seen, held, known);
      const scans = segment.isTransactional ? { scans: findScans(scanned, await readScans(runner), known) } : {};
      add(statement, {
        durationMs: result.durationMs,
        rows: rowsOf(result),
        locks,
        rewrites: findRewrites(known, after),
        ...scans,
      });
      held = seen;
      known = after;
    },
  };
  try {
    await runSegment(runner, segment, hooks, signal);
  } catch (error) {
    if (!isAppError(error) || endsRehearsal.has(error.code)) throw error;
    const locks = await locksOf(sampler, known);
    if (current === undefined) throw error;
    // A COMMIT that fails (a deferred constraint) is the failure of the last statement, which was measured already.
    if (measured.at(-1)?.index === current.index) measured.pop();
    add(current, { durationMs: performance.now() - startedAt, error: error.toWire(), locks });
  }
  return measured;
}

async function locksOf(sampler: LockSampler | null, known: KnownRelations): Promise<readonly HeldLock[]> {
  return sampler ? describeLocks(await sampler.stop(), new Set(), known) : [];
}

function emptyMeasurement(
  script: RehearsalScript,
  pass: RehearsalPass,
  statement: PreparedStatement,
): RehearsedStatement {
  const { index, sql, kind, isTransactional } = statement;
  const { migrationId } = script;
  const unknown = { durationMs: 0, rows: null, locks: [], rewrites: [], error: null };
  return { migrationId, pass, index, sql, kind, isTransactional, ...unknown };
}

/** Rows that the command tag names; a command like CREATE TABLE names none. */
function rowsOf(result: QueryResult): number | null {
  return /\d$/.test(result.command) ? result.rowCount : null;
}

interface LockSampler {
  /** Ends the sampling and gives every lock that was seen. */
  stop(): Promise<ReadonlySet<string>>;
}

function sampleLocks(observer: WriteSession, backendPid: number): LockSampler {
  const seen = new Set<string>();
  let isStopped = false;
  const sample = async () => {
    do {
      for (const lock of await readLocks(observer, backendPid)) seen.add(lock);
      await new Promise((resolve) => setTimeout(resolve, sampleEveryMs));
    } while (!isStopped);
  };
  const ended = sample();
  ended.catch(() => undefined); // `stop` rethrows it
  return {
    stop: async () => {
      isStopped = true;
      await ended;
      return seen;
    },
  };
}
