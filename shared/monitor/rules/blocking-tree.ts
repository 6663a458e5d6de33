import type { MonitoredSession, MonitorSample } from "../model.ts";

/** A session that others wait for, or that waits. */
export interface BlockingNode {
  /** 0 for a prepared transaction. */
  readonly pid: number;
  /** Null for a prepared transaction and for a session that was not read. */
  readonly session: MonitoredSession | null;
  /** Who waits for it directly, longest first. */
  readonly waiting: readonly BlockingNode[];
  /** Sessions that go on, directly or later, when this one ends its transaction. */
  readonly frees: number;
  /** Whether it was drawn before, with those behind it: it waits for several. */
  readonly isRepeated: boolean;
  /** Whether it stands in a circle: a deadlock that the server has not ended yet. */
  readonly isInCircle: boolean;
}

/** Who blocks whom: the roots block others and wait for nobody, worst first. */
export interface BlockingForest {
  readonly roots: readonly BlockingNode[];
  readonly waitingSessions: number;
}

/**
 * The forest of waits. The server names everybody who is in a session's way, those before it in the queue included; each is
 * drawn under those only that are the last before it, so that a chain of three is three levels deep. Who waits for several
 * is drawn under each of them, with those behind it the first time only.
 */
export function buildBlockingForest({ sessions }: Pick<MonitorSample, "sessions">): BlockingForest {
  const waits = new Map(sessions.filter(isBlocked).map(({ pid, blockedBy }) => [pid, [...new Set(blockedBy)]]));
  const direct = reduceTransitively(waits);
  const waitersOf = new Map<number, number[]>();
  for (const [pid, blockers] of direct)
    for (const blocker of blockers) waitersOf.set(blocker, [...(waitersOf.get(blocker) ?? []), pid]);
  const known = new Map(sessions.map((session) => [session.pid, session]));
  const behind = new Map([...direct.keys(), ...waitersOf.keys()].map((pid) => [pid, reachable(pid, waitersOf)]));
  const frees = (pid: number) => [...(behind.get(pid) ?? [])].filter((other) => other !== pid).length;
  const drawn = new Set<number>();
  const draw = (pid: number): BlockingNode => {
    const isRepeated = drawn.has(pid);
    drawn.add(pid);
    const next = isRepeated ? [] : (waitersOf.get(pid) ?? []);
    return {
      pid,
      session: known.get(pid) ?? null,
      waiting: next.toSorted((a, b) => waitOf(known.get(b)) - waitOf(known.get(a))).map(draw),
      frees: frees(pid),
      isRepeated,
      isInCircle: behind.get(pid)?.has(pid) ?? false,
    };
  };
  const worstFirst = (pids: readonly number[]) => pids.toSorted((a, b) => frees(b) - frees(a) || a - b);
  const roots = worstFirst([...waitersOf.keys()].filter((pid) => !direct.has(pid))).map(draw);
  // What no root reaches goes round in a circle; each circle is drawn once.
  for (const pid of worstFirst([...direct.keys()])) if (!drawn.has(pid)) roots.push(draw(pid));
  return { roots, waitingSessions: waits.size };
}

function isBlocked({ blockedBy }: MonitoredSession): boolean {
  return blockedBy.length > 0;
}

function waitOf(session: MonitoredSession | undefined): number {
  return session?.awaited?.waitedSeconds ?? 0;
}

/** Without the blockers that another blocker waits for itself. Edge by edge, so that in a circle nobody gets lost. */
function reduceTransitively(waits: ReadonlyMap<number, readonly number[]>): ReadonlyMap<number, readonly number[]> {
  const left = new Map(waits);
  for (const [pid, blockers] of waits)
    for (const blocker of blockers) {
      const others = (left.get(pid) ?? []).filter((other) => other !== blocker);
      if (others.some((other) => reaches(other, blocker, left, pid))) left.set(pid, others);
    }
  return left;
}

/** Whether `from` waits, over whomever but `except`, for `to`. */
function reaches(from: number, to: number, waits: ReadonlyMap<number, readonly number[]>, except: number): boolean {
  const seen = new Set([from, except]);
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const blocker of waits.get(at) ?? []) {
      if (blocker === to) return true;
      if (!seen.has(blocker)) open.push(blocker);
      seen.add(blocker);
    }
  return false;
}

/** Who waits, directly or later, for `pid`: itself too in a circle. */
function reachable(pid: number, waitersOf: ReadonlyMap<number, readonly number[]>): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [pid];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const waiter of waitersOf.get(at) ?? []) {
      if (!found.has(waiter)) open.push(waiter);
      found.add(waiter);
    }
  return found;
}
