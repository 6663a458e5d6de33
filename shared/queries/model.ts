import type { QueriedTable } from "./tables.ts";

/** Counters of pg_stat_statements that only grow, by our names. Times are milliseconds, blocks are pages. */
export const counterNames = [
  "calls",
  "rows",
  "execMs",
  "plans",
  "planMs",
  "sharedHit",
  "sharedRead",
  "sharedDirtied",
  "sharedWritten",
  "localRead",
  "localWritten",
  "tempRead",
  "tempWritten",
  "readMs",
  "writeMs",
  "walRecords",
  "walFullPageImages",
  "walBytes",
  "jitMs",
] as const;

/** One of the counters above. */
export type CounterName = (typeof counterNames)[number];

/** A value for each counter; null where this version of the extension does not count it. */
export type Counters = Readonly<Record<CounterName, number | null>>;

/** One entry of pg_stat_statements as it stood at one moment. `queryId` is the server's 64-bit number as text. */
export interface CountedQuery {
  readonly queryId: string;
  readonly database: string;
  readonly user: string;
  /** False for what a function ran; then its time is also in the statement that called it. */
  readonly isTopLevel: boolean;
  /** From when the entry is counted (ISO 8601 UTC, 17 and later); null where the server does not say. */
  readonly since: string | null;
  readonly counters: Counters;
  /** Population standard deviation, least and longest time of a call, in ms, since the entry is counted. */
  readonly stddevMs: number;
  readonly minMs: number;
  readonly maxMs: number;
}

/** What is known of a snapshot beside its entries. Times are ISO 8601 UTC by the server's clock. */
export interface SnapshotHead {
  readonly id: string;
  readonly at: string;
  /** The database of the connection; entries are those of the whole server. */
  readonly database: string;
  readonly serverVersion: number;
  readonly extensionVersion: string;
  readonly serverStartedAt: string;
  /** When everything was last reset; null before version 1.9 of the extension. */
  readonly resetAt: string | null;
  /** How often the least used entries were thrown out to make room (about 5 % each time). */
  readonly deallocations: number;
  /** How many entries the server keeps at most. */
  readonly maxEntries: number;
  /** pg_stat_statements.track_planning and track_io_timing: without them these times are 0 because nobody measured. */
  readonly measuresPlanning: boolean;
  readonly measuresIo: boolean;
  readonly entries: number;
  readonly calls: number;
  /** Time of what clients sent; what functions ran is in it already. */
  readonly execMs: number;
  /** Entries of other roles, which this role may not see. */
  readonly hiddenEntries: number;
  readonly hiddenExecMs: number;
  /** Entries beyond those that one snapshot reads: the ones that took least time. */
  readonly unreadEntries: number;
}

/** A snapshot: every entry that the role may see. Texts are kept apart, because most stay the same. */
export interface QuerySnapshot extends SnapshotHead {
  readonly queries: readonly CountedQuery[];
  /** Tables of the statements that mattered most, in the connection's own database. */
  readonly tables: readonly QueriedTable[];
}

/** Why there is no snapshot, and what to do about it. `sql` is the statement that does it, where one does. */
export interface SnapshotObstacle {
  readonly state: "unavailable";
  readonly why: "notInstalled" | "notLoaded" | "notReadable" | "tooOld";
  readonly message: string;
  readonly hint: string;
  readonly sql: string | null;
}

/** What an attempt to take a snapshot gave. */
export type SnapshotAttempt = { readonly state: "taken"; readonly snapshot: SnapshotHead } | SnapshotObstacle;

/** Texts of statements, by `textKey`. */
export type QueryTexts = ReadonlyMap<string, string>;

/** The same queryid can stand for another text in another database. */
export function textKey({ database, queryId }: { readonly database: string; readonly queryId: string }): string {
  return `${queryId} ${database}`;
}
