import { type LockClass, lockClassOf, lockStrength } from "../../../../shared/changes/lock-class.ts";
import type { HeldLock, RehearsedStatement } from "../../../../shared/changes/model.ts";

/** A stretch of time during which one relation was locked; `modes` are all that were held then, strongest first. */
export interface LockBar {
  readonly startMs: number;
  readonly endMs: number;
  readonly lockClass: LockClass;
  readonly modes: readonly string[];
}

/** The locks of one relation over the run. */
export interface LockLane {
  readonly relation: string;
  readonly relationKind: HeldLock["relationKind"];
  readonly bars: readonly LockBar[];
}

/**
 * Where statements begin: their 1-based numbers as on the cards, before them the migration's own where there are
 * several (`2:1`). Those close together share a mark.
 */
export interface StatementMark {
  readonly label: string;
  readonly startMs: number;
}

/** A time in which a statement waited for somebody else. */
export interface LockWait {
  readonly startMs: number;
  readonly endMs: number;
  /** `Lock: virtualxid` and the like. */
  readonly event: string;
  readonly blockedBy: readonly string[];
}

/** All that the picture needs, in milliseconds from the first statement on. */
export interface LockTimeline {
  readonly totalMs: number;
  readonly lanes: readonly LockLane[];
  readonly marks: readonly StatementMark[];
  readonly ticksMs: readonly number[];
  /** Times in which a statement waited for a lock of somebody else. */
  readonly waits: readonly LockWait[];
  /** Longest time without a break during which writes (or reads) of one relation were blocked. */
  readonly writesBlockedMs: number;
  readonly strongest: LockClass | null;
}

interface HeldInterval {
  readonly lock: HeldLock;
  readonly startMs: number;
  readonly endMs: number;
}

/** Bars under this share of the run are drawn wider than they are, and said so. */
export const shortestDrawn = 0.02;

/** Share of the picture's width below which neighbouring marks are joined. */
const closeMarks = 0.045;

/**
 * The locks of the first `up` pass, from when to when they were held. Reports of earlier versions know statements only:
 * there a lock counts from its statement's begin to the end of its transaction.
 */
export function layoutLockTimeline(statements: readonly RehearsedStatement[]): LockTimeline {
  const timed = timeStatements(statements.filter((statement) => statement.pass === "up"));
  const intervals = timed.flatMap(({ statement, startMs, releaseMs }) =>
    statement.locks.map((lock) => ({ lock, startMs: lock.fromMs ?? startMs, endMs: lock.toMs ?? releaseMs })),
  );
  const totalMs = Math.max(timed.at(-1)?.endMs ?? 0, ...intervals.map(({ endMs }) => endMs));
  const relations = [...new Set(intervals.map((interval) => interval.lock.relation))];
  const lanes = relations.map((relation) => layoutLane(intervals.filter(({ lock }) => lock.relation === relation)));
  return {
    totalMs,
    lanes: lanes.sort(compareLanes),
    marks: layoutMarks(timed, totalMs),
    ticksMs: layoutTicks(totalMs),
    waits: timed.flatMap(({ statement }) => lockWaits(statement)),
    writesBlockedMs: Math.max(0, ...lanes.map(longestBlock)),
    strongest: strongestOf(lanes.flatMap((lane) => lane.bars.map((bar) => bar.lockClass))),
  };
}

/** Waits for locks only: those for the disk or for helpers keep nobody else out. */
function lockWaits({ waits }: RehearsedStatement): readonly LockWait[] {
  const forLocks = (waits ?? []).filter(({ event }) => event.startsWith("Lock: "));
  return forLocks.map(({ event, fromMs, lastedMs, blockedBy }) => {
    return { startMs: fromMs, endMs: fromMs + lastedMs, event, blockedBy };
  });
}

/** When each statement of one pass began and when its locks were released, in milliseconds from the first. */
export function releaseTimes(
  statements: readonly RehearsedStatement[],
): readonly { readonly startMs: number; readonly releaseMs: number }[] {
  return timeStatements(statements);
}

interface TimedStatement {
  readonly statement: RehearsedStatement;
  readonly startMs: number;
  readonly endMs: number;
  /** End of the statement's transaction. */
  readonly releaseMs: number;
}

function timeStatements(statements: readonly RehearsedStatement[]): readonly TimedStatement[] {
  const ends: number[] = [];
  for (const { startMs, durationMs } of statements) ends.push((startMs ?? ends.at(-1) ?? 0) + durationMs);
  return statements.map((statement, place) => {
    const last = transactionEnd(statements, place);
    const startMs = statement.startMs ?? ends[place - 1] ?? 0;
    return { statement, startMs, endMs: ends[place] ?? 0, releaseMs: ends[last] ?? 0 };
  });
}

/** The place of the last statement in the transaction of the one at `place`. */
function transactionEnd(statements: readonly RehearsedStatement[], place: number): number {
  const first = statements[place];
  if (!first?.isTransactional) return place;
  const rest = statements.slice(place + 1);
  const outside = rest.findIndex((next) => !next.isTransactional || next.migrationId !== first.migrationId);
  return outside < 0 ? statements.length - 1 : place + outside;
}

function layoutLane(intervals: readonly HeldInterval[]): LockLane {
  const [first] = intervals;
  if (!first) throw new RangeError("A lane needs a lock");
  const times = [...new Set(intervals.flatMap(({ startMs, endMs }) => [startMs, endMs]))].sort((a, b) => a - b);
  const bars: LockBar[] = [];
  times.slice(0, -1).forEach((startMs, place) => {
    const endMs = times[place + 1] ?? startMs;
    const bar = barBetween(intervals, startMs, endMs);
    const before = bars.at(-1);
    if (!bar) return;
    if (before?.endMs === startMs && before.lockClass === bar.lockClass)
      bars.splice(-1, 1, { ...before, endMs, modes: [...new Set([...before.modes, ...bar.modes])] });
    else bars.push(bar);
  });
  if (bars.length === 0) bars.push(...instant(intervals));
  return { relation: first.lock.relation, relationKind: first.lock.relationKind, bars };
}

function barBetween(intervals: readonly HeldInterval[], startMs: number, endMs: number): LockBar | null {
  const held = intervals.filter((interval) => interval.startMs <= startMs && interval.endMs >= endMs);
  const modes = strongestFirst(held);
  const [mode] = modes;
  return mode === undefined ? null : { startMs, endMs, lockClass: lockClassOf(mode), modes };
}

/** A lane whose locks were held for less than the clock tells. */
function instant(intervals: readonly HeldInterval[]): readonly LockBar[] {
  const modes = strongestFirst(intervals);
  const startMs = intervals[0]?.startMs ?? 0;
  return modes[0] === undefined ? [] : [{ startMs, endMs: startMs, lockClass: lockClassOf(modes[0]), modes }];
}

function strongestFirst(intervals: readonly HeldInterval[]): readonly string[] {
  const modes = [...new Set(intervals.map((interval) => interval.lock.mode))];
  return modes.sort((left, right) => lockStrength(lockClassOf(right)) - lockStrength(lockClassOf(left)));
}

function strongestOf(classes: readonly LockClass[]): LockClass | null {
  return classes.reduce<LockClass | null>(
    (strongest, next) => (strongest === null || lockStrength(next) > lockStrength(strongest) ? next : strongest),
    null,
  );
}

/** The longest run of bars without a gap that block writes or reads. */
function longestBlock(lane: LockLane): number {
  let longestMs = 0;
  let startMs: number | null = null;
  let endMs = 0;
  for (const bar of lane.bars) {
    if (lockStrength(bar.lockClass) < lockStrength("writes")) {
      startMs = null;
      continue;
    }
    if (startMs === null || bar.startMs > endMs) startMs = bar.startMs;
    endMs = bar.endMs;
    longestMs = Math.max(longestMs, endMs - startMs);
  }
  return longestMs;
}

/** Tables before indexes, the strongest lock first, then by time and name. */
function compareLanes(left: LockLane, right: LockLane): number {
  const strength = (lane: LockLane) => lockStrength(strongestOf(lane.bars.map((bar) => bar.lockClass)) ?? "nothing");
  return (
    Number(left.relationKind === "index") - Number(right.relationKind === "index") ||
    strength(right) - strength(left) ||
    (left.bars[0]?.startMs ?? 0) - (right.bars[0]?.startMs ?? 0) ||
    left.relation.localeCompare(right.relation)
  );
}

function layoutMarks(timed: readonly TimedStatement[], totalMs: number): readonly StatementMark[] {
  const hasSeveral = new Set(timed.map(({ statement }) => statement.migrationId)).size > 1;
  const marks: { names: string[]; startMs: number }[] = [];
  for (const { statement, startMs } of timed) {
    const number = String(statement.index + 1);
    const name = hasSeveral ? `${Number.parseInt(statement.migrationId, 10)}:${number}` : number;
    const before = marks.at(-1);
    if (before && startMs - before.startMs <= totalMs * closeMarks) before.names.push(name);
    else marks.push({ names: [name], startMs });
  }
  return marks.map(({ names, startMs }) => ({ label: joinNames(names), startMs }));
}

function joinNames(names: readonly string[]): string {
  return names.length <= 2 ? names.join(", ") : `${names[0]}–${names.at(-1)}`;
}

/** Round times from zero to the end: at most four, and the end itself. */
function layoutTicks(totalMs: number): readonly number[] {
  if (totalMs <= 0) return [0];
  const rough = totalMs / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const inner = [0, 1, 2, 3].map((count) => count * step).filter((tick) => tick <= totalMs * 0.82);
  return [...inner, totalMs];
}
