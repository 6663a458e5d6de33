import { type CountedQuery, type Counters, counterNames, type QuerySnapshot } from "../model.ts";
import { subtractDeviation } from "./deviation.ts";

/** What an entry did between two snapshots. */
export interface QueryChange extends CountedQuery {
  /** Its counters began again in between: what it did before that is lost, so the figures are too small, never too large. */
  readonly isPartial: boolean;
}

/** What happened between two snapshots, and what could not be counted. */
export interface SnapshotChange {
  /** Null: since the server began to count. */
  readonly fromAt: string | null;
  readonly toAt: string;
  /** Length in seconds; null when nobody knows when the counting began. */
  readonly seconds: number | null;
  /** All counters were reset in between, or the server lost them: everything before that is missing. */
  readonly wasReset: boolean;
  /** How often entries were thrown out in between. */
  readonly deallocations: number;
  /** Entries that had been there and are gone: what they did since is unknown. */
  readonly goneEntries: number;
  readonly queries: readonly QueryChange[];
}

/**
 * The work between two snapshots of one server. An entry whose counters went down, or which is counted since a moment
 * after the first snapshot, began again: then all of it belongs to the interval. Entries without a call are left out.
 */
export function subtractSnapshots(from: QuerySnapshot | null, to: QuerySnapshot): SnapshotChange {
  if (from === null) return sinceCounting(to);
  const wasReset = from.resetAt !== to.resetAt;
  const before = new Map(from.queries.map((query) => [entryKey(query), query]));
  const queries: QueryChange[] = [];
  for (const after of to.queries) {
    const key = entryKey(after);
    const earlier = before.get(key);
    before.delete(key);
    if (earlier === undefined) queries.push({ ...after, isPartial: wasReset });
    else if (wasReset || beganAgain(earlier, after, from.at)) queries.push({ ...after, isPartial: true });
    else if ((after.counters.calls ?? 0) > (earlier.counters.calls ?? 0)) queries.push(subtractEntry(earlier, after));
  }
  return {
    fromAt: from.at,
    toAt: to.at,
    seconds: Math.max(0, (Date.parse(to.at) - Date.parse(from.at)) / 1000),
    wasReset,
    deallocations: wasReset ? to.deallocations : Math.max(0, to.deallocations - from.deallocations),
    goneEntries: before.size,
    queries,
  };
}

function sinceCounting(to: QuerySnapshot): SnapshotChange {
  return {
    fromAt: null,
    toAt: to.at,
    seconds: to.resetAt === null ? null : Math.max(0, (Date.parse(to.at) - Date.parse(to.resetAt)) / 1000),
    wasReset: false,
    deallocations: to.deallocations,
    goneEntries: 0,
    queries: to.queries.map((query) => ({ ...query, isPartial: false })),
  };
}

function entryKey({ queryId, database, user, isTopLevel }: CountedQuery): string {
  return `${queryId} ${isTopLevel} ${JSON.stringify([database, user])}`;
}

/** Every counter only grows, so that one which fell shows a reset that nothing else tells of before 17. */
function beganAgain(earlier: CountedQuery, after: CountedQuery, fromAt: string): boolean {
  if (after.since !== null && Date.parse(after.since) > Date.parse(fromAt)) return true;
  return counterNames.some((name) => (after.counters[name] ?? 0) < (earlier.counters[name] ?? 0));
}

function subtractEntry(earlier: CountedQuery, after: CountedQuery): QueryChange {
  const counters = Object.fromEntries(
    counterNames.map((name) => {
      const [a, b] = [earlier.counters[name], after.counters[name]];
      return [name, a === null || b === null ? null : b - a];
    }),
  ) as unknown as Counters; // every name has its value
  return { ...after, counters, stddevMs: subtractDeviation(earlier, after), isPartial: false };
}
