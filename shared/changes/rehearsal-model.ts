/** What a statement waited for while it ran, as the observer saw it. */
export interface ObservedWait {
  /** Type and name as `pg_stat_activity` has them: `Lock: virtualxid`, `IO: DataFileRead`. */
  readonly event: string;
  readonly samples: number;
  /** From the look before the first sight to the last one; it may have run in between. */
  readonly lastedMs: number;
  /** Other sessions that held what it waited for, as `application (role)`; empty unless it is a lock. */
  readonly blockedBy: readonly string[];
}

/** How closely a rehearsal was looked at, and what the looking cost beside it. */
export interface ObserverCost {
  /** Pause between two looks at a statement inside a transaction, and at one outside (CONCURRENTLY). */
  readonly everyMs: number;
  readonly everyMsOutside: number;
  readonly samples: number;
  /** Time of the second session's own queries, in total. */
  readonly busyMs: number;
  /** Longest time without a look while a statement ran: what was held for less may have been missed. */
  readonly longestGapMs: number;
  /** Time that the rehearsed session itself was asked for locks, files and scans between the statements. */
  readonly measuringMs: number;
}
