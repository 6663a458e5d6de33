import type { HeldLock, RehearsedStatement } from "../../../../shared/changes/model.ts";
import { type AppError, isAppError } from "../../../../shared/ipc/app-error.ts";
import type { Notice } from "../../../../shared/rows/model.ts";
import type { QueryResult } from "../../../postgres/session.ts";
import { runSegment } from "../../apply/run-segment.ts";
import type { PreparedStatement } from "../../script/prepare-script.ts";
import type { RehearsalSegment, RehearsalSessions } from "../rehearsal-sessions.ts";
import {
  type BackendState,
  describeLocks,
  findRewrites,
  findScans,
  type KnownRelations,
  readBackendState,
  readRelations,
} from "../relations.ts";
import { type BackendObserver, observeBackend, sampleEveryMs, sampleEveryMsOutside } from "./observe-backend.ts";
import type { HeldSpan, Sightings } from "./sightings.ts";
import { readTempBytes } from "./temp-files.ts";

/** Errors that say nothing about the statement. */
const endsRehearsal: ReadonlySet<string> = new Set(["cancelled", "connectionLost", "processLost"]);

const keptNotices = 20;
const keptNoticeCharacters = 500;

/**
 * Runs one segment and measures its statements. The last one carries the error where one failed, that of a COMMIT (a
 * deferred constraint) included. Rejects with `cancelled`, a lost connection, and bugs.
 */
export async function measureSegment(
  sessions: RehearsalSessions,
  part: RehearsalSegment,
): Promise<readonly RehearsedStatement[]> {
  const { runner, observer, signal, cost } = sessions;
  const { segment, script, clock } = part;
  const tempBefore = await readTempBytes(runner, observer);
  const watch = new SegmentWatch(part, await readRelations(runner), await readBackendState(runner));
  const everyMs = segment.isTransactional ? sampleEveryMs : sampleEveryMsOutside;
  const looking = observeBackend({ session: observer, backendPid: runner.backendPid, clock, everyMs, cost });
  const hooks = {
    before: async (statement: PreparedStatement) => {
      sessions.started(script, statement);
      watch.begin(statement);
      clock.start();
    },
    after: async (_: PreparedStatement, result: QueryResult) => {
      clock.stop();
      const seen = await looking.cut();
      watch.end(result, seen, await readBackendState(runner), await readRelations(runner));
    },
    // What is done at the end of a transaction belongs to its last statement.
    beforeCommit: async () => clock.start(),
  };
  try {
    await runSegment(runner, segment, hooks, signal);
    clock.stop();
    watch.addWaits(await looking.stop());
  } catch (error) {
    clock.stop();
    const seen = await stopLooking(looking);
    if (!isAppError(error) || endsRehearsal.has(error.code) || !watch.hasBegun) throw error;
    watch.fail(error, seen);
  }
  const measured = watch.finish();
  const tempAfter = await readTempBytes(runner, observer);
  const tempBytes = tempBefore === null || tempAfter === null ? null : Math.max(0, tempAfter - tempBefore);
  return measured.map((one, place) => ({ ...one, tempBytes: place === measured.length - 1 ? tempBytes : null }));
}

async function stopLooking(looking: BackendObserver): Promise<Sightings> {
  try {
    return await looking.stop();
  } catch (error) {
    if (isAppError(error)) return { locks: new Map(), waits: [] }; // the failure of the statement says more
    throw error;
  }
}

type Measured = Omit<RehearsedStatement, "tempBytes">;

/** Collects what is measured of the statements of one segment. */
class SegmentWatch {
  readonly #part: RehearsalSegment;
  readonly #measured: Measured[] = [];
  #known: KnownRelations;
  #state: BackendState;
  #current: PreparedStatement | null = null;
  #startMs = 0;

  constructor(part: RehearsalSegment, known: KnownRelations, state: BackendState) {
    this.#part = part;
    this.#known = known;
    this.#state = state;
  }

  get hasBegun(): boolean {
    return this.#current !== null;
  }

  begin(statement: PreparedStatement): void {
    this.#current = statement;
    this.#startMs = this.#part.clock.nowMs();
  }

  end(result: QueryResult, seen: Sightings, state: BackendState, known: KnownRelations): void {
    const { isTransactional } = this.#part.segment;
    const scans = isTransactional ? { scans: findScans(this.#state.scans, state.scans, this.#known) } : {};
    const wal = state.walBytes === null || this.#state.walBytes === null ? null : state.walBytes - this.#state.walBytes;
    this.#add({
      durationMs: result.durationMs,
      rows: rowsOf(result),
      locks: this.#locks(isTransactional ? this.#exactSpans(seen, state) : seen.locks),
      rewrites: findRewrites(this.#known, known),
      ...scans,
      walBytes: wal === null ? null : Number(wal),
      notices: result.notices.slice(0, keptNotices).map(noticeText),
      waits: seen.waits,
    });
    this.#state = state;
    this.#known = known;
  }

  /** What was waited for at the COMMIT. */
  addWaits({ waits }: Sightings): void {
    const last = this.#measured.pop();
    if (last) this.#measured.push({ ...last, waits: [...(last.waits ?? []), ...waits] });
  }

  fail(error: AppError, seen: Sightings): void {
    const durationMs = this.#part.clock.nowMs() - this.#startMs;
    const last = this.#measured.at(-1);
    // A COMMIT that fails is the failure of the last statement, which was measured already.
    if (last && last.index === this.#current?.index)
      this.#measured.splice(-1, 1, { ...last, durationMs, error: error.toWire() });
    else this.#add({ durationMs, error: error.toWire(), locks: this.#locks(seen.locks), waits: seen.waits });
  }

  /** All that was measured; the locks of a transaction are held to its end, which is now. */
  finish(): readonly Measured[] {
    if (!this.#part.segment.isTransactional) return this.#measured;
    const toMs = this.#part.clock.nowMs();
    return this.#measured.map((one) => ({ ...one, locks: one.locks.map((lock) => ({ ...lock, toMs })) }));
  }

  #locks(spans: ReadonlyMap<string, HeldSpan>): readonly HeldLock[] {
    return describeLocks(spans, this.#state.locks, this.#known);
  }

  /** Of the locks that the transaction holds after the statement, since when: as it was seen, or since its begin. */
  #exactSpans(seen: Sightings, { locks }: BackendState): ReadonlyMap<string, HeldSpan> {
    const toMs = this.#part.clock.nowMs();
    const since = (lock: string) => Math.max(this.#startMs, seen.locks.get(lock)?.fromMs ?? this.#startMs);
    return new Map([...locks].map((lock) => [lock, { fromMs: since(lock), toMs }]));
  }

  #add(found: Partial<Measured>): void {
    const statement = this.#current;
    if (!statement) throw new Error("A statement is measured that was not begun");
    const { index, sql, kind, isTransactional } = statement;
    const place = { migrationId: this.#part.script.migrationId, pass: this.#part.pass, index, startMs: this.#startMs };
    const unknown = { durationMs: 0, rows: null, locks: [], rewrites: [], error: null };
    this.#measured.push({ ...place, sql, kind, isTransactional, ...unknown, ...found });
  }
}

/** Rows that the command tag names; a command like CREATE TABLE names none. */
function rowsOf(result: QueryResult): number | null {
  return /\d$/.test(result.command) ? result.rowCount : null;
}

function noticeText({ severity, message }: Notice): string {
  return `${severity}: ${message}`.slice(0, keptNoticeCharacters);
}
