import { type CountedQuery, type Counters, counterNames, type QuerySnapshot } from "../model.ts";

/** Counters that are 0 but for what is given. */
export function countersExample(given: Partial<Counters> = {}): Counters {
  const zeros = Object.fromEntries(counterNames.map((name) => [name, 0]));
  return { ...zeros, ...given } as Counters; // every name has its value
}

/** An entry of `app` by `web`. */
export function queryExample(
  given: Partial<Omit<CountedQuery, "counters">> & { readonly counters?: Partial<Counters> } = {},
): CountedQuery {
  return {
    queryId: "1",
    database: "app",
    user: "web",
    isTopLevel: true,
    since: null,
    stddevMs: 0,
    minMs: 0,
    maxMs: 0,
    ...given,
    counters: countersExample(given.counters),
  };
}

/** A snapshot of the database `app` on a server of version 18, counted since midnight. */
export function snapshotExample(queries: readonly CountedQuery[], given: Partial<QuerySnapshot> = {}): QuerySnapshot {
  return {
    id: "s1",
    at: "2026-11-29T10:00:00.000Z",
    database: "app",
    serverVersion: 180004,
    extensionVersion: "1.12",
    serverStartedAt: "2026-11-28T00:00:00Z",
    resetAt: "2026-11-29T00:00:00.000Z",
    deallocations: 0,
    maxEntries: 5000,
    measuresPlanning: false,
    measuresIo: false,
    entries: queries.length,
    calls: queries.reduce((sum, { counters }) => sum + (counters.calls ?? 0), 0),
    execMs: queries.reduce((sum, { counters }) => sum + (counters.execMs ?? 0), 0),
    hiddenEntries: 0,
    hiddenExecMs: 0,
    unreadEntries: 0,
    tables: [],
    queries,
    ...given,
  };
}
