/** What a statement waited for while it ran, as the observer saw it. */
export interface ObservedWait {
  /** Type and name as `pg_stat_activity` has them: `Lock: virtualxid`, `IO: DataFileRead`. */
  readonly event: string;
  readonly samples: number;
  /** Milliseconds of the pass's own work until it began. */
  readonly fromMs: number;
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

/** A column that lost values. `valuesAfter` is null when the column itself is gone. */
export interface ColumnLoss {
  readonly column: string;
  /** Rows in which it was not NULL. */
  readonly valuesBefore: number;
  readonly valuesAfter: number | null;
}

/** The rows of one table after a pass, against those before the rehearsal. */
export interface RowsAfter {
  /** Null: the table is gone. */
  readonly rows: number | null;
  /** Columns whose values are gone or others than before, all rows of a column taken together. */
  readonly columns: readonly ColumnLoss[];
  /** Whether all rows are the same in all columns that there were; null when that took too long to be found out. */
  readonly isSame: boolean | null;
}

/** What became of the rows of one table. `table` is `schema.name` as it was before. */
export interface TableSurvival {
  readonly table: string;
  readonly rowsBefore: number | null;
  /** Null when the pass was not run or not looked at. */
  readonly afterUp: RowsAfter | null;
  readonly afterDown: RowsAfter | null;
}

/** What became of the rows of every table that the scripts touch. */
export interface DataSurvival {
  readonly tables: readonly TableSurvival[];
  /** Tables that were written to although no script names them, so that nothing was read before. */
  readonly notCompared: readonly string[];
}

/** A plan in short, as EXPLAIN without ANALYZE gives it with parameters left open. */
export interface PlanBrief {
  /** The planner's total cost, in its own units. */
  readonly cost: number;
  /** One line for each node in pre-order: `Index Scan public.t using t_pkey`. */
  readonly shape: readonly string[];
}

/**
 * What the migration does to one of the target's queries. `regressed`: the cost rose by more than half; `breaking`: it cannot be
 * run any more; `planChanged`: other nodes at about the same cost; `notPlanned`: it could not be planned before either.
 */
export type QueryVerdict = "breaking" | "regressed" | "planChanged" | "better" | "same" | "notPlanned";

/** One query, planned on the branch before and after up. */
export interface RehearsedQuery {
  /** Passwords replaced; cut at 2,000 characters. */
  readonly sql: string;
  /** As the target counted them; null when the query comes from a file. */
  readonly calls: number | null;
  readonly totalMs: number | null;
  readonly before: PlanBrief | null;
  readonly after: PlanBrief | null;
  /** What the server said where a plan is missing. */
  readonly error: string | null;
  readonly verdict: QueryVerdict;
}

/** The queries that were planned, worst verdict first. */
export interface RehearsedQueries {
  readonly source: "pg_stat_statements" | "file" | "none";
  /** Why there are none, or what could not be read. */
  readonly reason: string | null;
  readonly queries: readonly RehearsedQuery[];
}

/** How long a statement is likely to take on the target. */
export type TimeClass = "instant" | "seconds" | "minutes" | "long";

/** A statement's time on the target, from its measured rate on the branch. */
export interface TimeEstimate {
  readonly class: TimeClass;
  readonly ms: number;
  /** `high`: the branch had the target's size, or the time does not grow with it; `low`: more than twice was extrapolated. */
  readonly confidence: "high" | "medium" | "low";
  /** What it rests on, in words. */
  readonly basis: string;
  /** Rows of the target that it goes through, and how many it did in a second; null where its time does not grow. */
  readonly rows: number | null;
  readonly rowsPerSecond: number | null;
}

/** What a rehearsal said to a finding of the lint. `added`: the lint had not claimed it. */
export interface FindingMeasurement {
  readonly verdict: "confirmed" | "notSeen" | "added";
  readonly text: string;
}
