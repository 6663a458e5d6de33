import type { ReadSession, WriteSession } from "../../../postgres/session.ts";
import { type Sample, type Sightings, SightingsOfStatement } from "./sightings.ts";
import type { WorkClock } from "./work-clock.ts";

/** Pause between two looks inside a transaction, where the locks are read once more after each statement. */
export const sampleEveryMs = 10;

/** The same for a statement outside, of which only the looks tell: a small index is built within a few milliseconds. */
export const sampleEveryMsOutside = 2;

/** What the looking cost; added up over a rehearsal. */
export interface LookingCost {
  samples: number;
  busyMs: number;
  longestGapMs: number;
  /** Time of the reading between the statements, by the rehearsed session itself. */
  measuringMs: number;
}

/** Nothing was looked at yet. */
export function noCost(): LookingCost {
  return { samples: 0, busyMs: 0, longestGapMs: 0, measuringMs: 0 };
}

/** Looks at another backend from a second session, all the time while it works. */
export interface BackendObserver {
  /** What was seen since the last cut, or since the start. */
  cut(): Promise<Sightings>;
  /** Ends the looking and gives what was seen since the last cut. Rethrows what kept it from looking. */
  stop(): Promise<Sightings>;
}

interface Observed {
  readonly session: WriteSession;
  readonly backendPid: number;
  readonly clock: WorkClock;
  readonly everyMs: number;
  readonly cost: LookingCost;
}

/** Begins to look. Until `stop`, the session is used for nothing else. */
export function observeBackend(observed: Observed): BackendObserver {
  const { session, backendPid, clock, everyMs, cost } = observed;
  let seen = new SightingsOfStatement(clock.nowMs());
  let lastMs = clock.nowMs();
  let isStopped = false;
  let wake = () => {};
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    const [began, beganMs] = [performance.now(), clock.nowMs()];
    cost.longestGapMs = Math.max(cost.longestGapMs, beganMs - lastMs);
    lastMs = beganMs;
    const sample = await readSample(session, backendPid);
    cost.samples++;
    cost.busyMs += performance.now() - began;
    seen.add({ ...sample, beganMs, endedMs: clock.nowMs() });
  };
  const loop = async () => {
    while (!isStopped) {
      looking = look();
      await looking;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const ended = loop();
  ended.catch(() => undefined); // `stop` rethrows it
  const take = () => {
    cost.longestGapMs = Math.max(cost.longestGapMs, clock.nowMs() - lastMs);
    const sightings = seen.end(clock.nowMs());
    seen = new SightingsOfStatement(clock.nowMs());
    return sightings;
  };
  return {
    cut: async () => {
      await looking;
      return take();
    },
    stop: async () => {
      isStopped = true;
      wake();
      await ended;
      return take();
    },
  };
}

/** One round trip: the locks beyond AccessShare, what it waits for, and who is in its way. */
const sampleSql = `SELECT l.relation || ' ' || pg_catalog.regexp_replace(l.mode, 'Lock$', ''), NULL, NULL
    FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_database d ON d.oid = l.database AND d.datname = pg_catalog.current_database()
    WHERE l.pid = $1::pg_catalog.int4 AND l.locktype = 'relation' AND l.granted AND l.mode <> 'AccessShareLock'
  UNION ALL SELECT NULL, a.wait_event_type || ': ' || a.wait_event, CASE a.wait_event_type WHEN 'Lock' THEN
      (SELECT pg_catalog.json_agg(DISTINCT pg_catalog.format('%s (%s)', coalesce(nullif(b.application_name, ''),
        b.backend_type, 'a session'), b.usename))::pg_catalog.text
       FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids(a.pid)) p LEFT JOIN pg_catalog.pg_stat_activity b ON b.pid = p) END
    FROM pg_catalog.pg_stat_activity a
    WHERE a.pid = $1::pg_catalog.int4 AND a.state = 'active' AND a.wait_event_type NOT IN ('Client', 'Activity')`;

async function readSample(session: ReadSession, backendPid: number): Promise<Pick<Sample, "locks" | "wait">> {
  const { rows } = await session.query(sampleSql, [backendPid], { maxRows: 0 });
  const locks = new Set(rows.flatMap(([lock]) => lock ?? []));
  const waiting = rows.find(([lock]) => lock === null);
  if (!waiting?.[1]) return { locks, wait: null };
  // As json_agg of texts makes it.
  const blockedBy = JSON.parse(waiting[2] ?? "[]") as string[];
  return { locks, wait: { event: waiting[1], blockedBy } };
}
