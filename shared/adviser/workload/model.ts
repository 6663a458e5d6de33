import type { NoneReason, QueryAdvice, Recommendation } from "../model.ts";

/** A query of the workload, as pg_stat_statements counts it since its last reset. */
export interface WorkloadQuery {
  /** With `$1`, `$2` ... in place of its constants. */
  readonly sql: string;
  readonly calls: number;
  readonly totalMs: number;
}

/** What came of one query of the workload. */
export interface WorkloadAnswer extends WorkloadQuery {
  /** `skipped` where it could not be measured; the reason says why. */
  readonly outcome: "index" | "none" | "skipped";
  readonly reason: string;
  readonly code: NoneReason["code"] | null;
}

/** An index, and the queries that it serves: their place in `queries`, and what one run takes before and after. */
export interface WorkloadRecommendation extends Recommendation {
  readonly helps: readonly {
    readonly query: number;
    readonly before: Recommendation["before"];
    readonly after: Recommendation["after"];
  }[];
}

/** A table that should be partitioned, by which column and why. */
export interface PartitionAdvice {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly interval: "day" | "month";
  readonly reason: string;
}

/** Advice for the queries that take the most time of a database. */
export interface WorkloadAdvice {
  /** Why there are no queries, or not all; null when everything was read. */
  readonly notRead: string | null;
  readonly queries: readonly WorkloadAnswer[];
  /** The most useful first: by the milliseconds that they save in all calls counted. */
  readonly recommendations: readonly WorkloadRecommendation[];
  readonly otherAdvice: QueryAdvice["otherAdvice"];
  readonly partitions: readonly PartitionAdvice[];
}
