import { type CounterName, type Counters, counterNames, type QueryTexts, textKey } from "../model.ts";
import { joinDeviations } from "./deviation.ts";
import type { QueryChange } from "./subtract-snapshots.ts";

/** What a statement did in an interval, all its entries together. */
export interface QueryFigures {
  readonly counters: Counters;
  /** Of the time that all statements of the server took; what functions ran counts there only once. */
  readonly share: number;
  readonly meanMs: number;
  readonly stddevMs: number;
  readonly rowsPerCall: number;
  /** The least and the longest call since the entries are counted, which may be before the interval. */
  readonly minMs: number;
  readonly maxMs: number;
  /** See `QueryChange`. */
  readonly isPartial: boolean;
}

/** A statement: the entries that differ only in role, database or whether a function ran them. */
export interface QueryGroup {
  readonly queryId: string;
  /** Of the entry that took most time. */
  readonly database: string;
  /** Null when it was thrown out before anybody kept it. */
  readonly sql: string | null;
  readonly figures: QueryFigures;
  /** The entry that took most time first. */
  readonly parts: readonly QueryChange[];
}

/** Which entries count; null is any. */
export interface EntryFilter {
  readonly database: string | null;
  readonly user: string | null;
}

/** Joins the entries of the same statement; that of most time first. `totalMs` is the time of the whole server. */
export function groupQueries(
  changes: readonly QueryChange[],
  texts: QueryTexts,
  filter: EntryFilter,
  totalMs: number,
): readonly QueryGroup[] {
  const groups = new Map<string, QueryChange[]>();
  for (const change of changes) {
    if (filter.database !== null && change.database !== filter.database) continue;
    if (filter.user !== null && change.user !== filter.user) continue;
    // Copies of a database give the same queryid to what may be another text by now.
    const key = `${change.queryId} ${texts.get(textKey(change)) ?? ""}`;
    const known = groups.get(key);
    if (known) known.push(change);
    else groups.set(key, [change]);
  }
  const made = [...groups.values()].map((parts) => toGroup(parts, texts, totalMs));
  return made.sort((a, b) => (b.figures.counters.execMs ?? 0) - (a.figures.counters.execMs ?? 0));
}

/** Time of what clients sent. */
export function timeOfAll(changes: readonly QueryChange[]): number {
  return changes.reduce((sum, { isTopLevel, counters }) => sum + (isTopLevel ? (counters.execMs ?? 0) : 0), 0);
}

function toGroup(found: readonly QueryChange[], texts: QueryTexts, totalMs: number): QueryGroup {
  const parts = found.toSorted((a, b) => (b.counters.execMs ?? 0) - (a.counters.execMs ?? 0));
  const [first] = parts;
  if (!first) throw new Error("A group has an entry");
  const counters = Object.fromEntries(counterNames.map((name) => [name, sum(parts, name)])) as unknown as Counters; // every name has its value
  const [calls, execMs] = [counters.calls ?? 0, counters.execMs ?? 0];
  return {
    queryId: first.queryId,
    database: first.database,
    sql: texts.get(textKey(first)) ?? null,
    figures: {
      counters,
      share: totalMs > 0 ? Math.min(1, execMs / totalMs) : 0,
      meanMs: calls > 0 ? execMs / calls : 0,
      stddevMs: joinDeviations(parts),
      rowsPerCall: calls > 0 ? (counters.rows ?? 0) / calls : 0,
      minMs: Math.min(...parts.map(({ minMs }) => minMs)),
      maxMs: Math.max(...parts.map(({ maxMs }) => maxMs)),
      isPartial: parts.some(({ isPartial }) => isPartial),
    },
    parts,
  };
}

function sum(parts: readonly QueryChange[], name: CounterName): number | null {
  const values = parts.map(({ counters }) => counters[name]);
  return values.every((value) => value === null) ? null : values.reduce<number>((all, value) => all + (value ?? 0), 0);
}
