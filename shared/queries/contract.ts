import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import type { Finding } from "../findings/model.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import { type QueryBudget, type QueryBudgets, queryBudgetsSchema } from "./budgets.ts";
import type { QueryFigures } from "./interval/group-queries.ts";
import type { QueryChange, SnapshotChange } from "./interval/subtract-snapshots.ts";
import type { SnapshotAttempt, SnapshotHead } from "./model.ts";
import type { QueryTraits } from "./text/read-traits.ts";

const snapshotId = z.string().regex(/^[\w-]{1,64}$/);

/** From which snapshot to which, and whose entries. `from` null: since the server began to count. */
export const intervalSchema = z.strictObject({
  from: snapshotId.nullable(),
  to: snapshotId,
  /** Null for all databases, and all roles. */
  database: z.string().max(1000).nullable(),
  user: z.string().max(1000).nullable(),
});

/** See `intervalSchema`. */
export type IntervalInput = z.infer<typeof intervalSchema>;

/** One statement of the list. `sql` is cut; null when its text was never kept. */
export interface ListedQuery {
  readonly queryId: string;
  readonly database: string;
  readonly sql: string | null;
  readonly traits: QueryTraits;
  readonly figures: QueryFigures;
  readonly budget: QueryBudget | null;
  readonly isOverBudget: boolean;
  /** Entries that were joined. */
  readonly partCount: number;
  readonly findings: readonly Pick<Finding, "code" | "severity">[];
}

/** The statements of an interval, that of most time first. */
export interface QueryInterval extends Omit<SnapshotChange, "queries"> {
  readonly to: SnapshotHead;
  /** Time of all statements of the server that clients sent. */
  readonly totalMs: number;
  readonly queries: readonly ListedQuery[];
  /** Statements beyond those that are listed: the ones that took least time. */
  readonly unlisted: number;
  /** Databases and roles of the interval, to choose from. */
  readonly databases: readonly string[];
  readonly users: readonly string[];
}

/** What a statement did between two neighbouring snapshots; null figures where it was not called. `at` is the later one's time. */
export interface TrendPoint {
  readonly at: string;
  readonly seconds: number | null;
  readonly calls: number;
  readonly meanMs: number | null;
  readonly blocksPerCall: number | null;
}

/** Everything about one statement. */
export interface QueryDetails {
  readonly queryId: string;
  readonly database: string;
  readonly sql: string | null;
  readonly traits: QueryTraits;
  readonly figures: QueryFigures;
  readonly budget: QueryBudget | null;
  readonly parts: readonly QueryChange[];
  readonly findings: readonly Finding[];
}

const oneQuery = z.strictObject({
  ref: databaseRefSchema,
  ...intervalSchema.shape,
  queryId: z.string().regex(/^-?\d{1,20}$/),
  /** The database of the entry that is meant. */
  of: z.string().max(1000),
});

/** Requests about the statements that a server counted. Only `queries.take` reaches a server; the rest is kept locally. */
export const queriesContract = {
  /** Reads pg_stat_statements, READ ONLY, and keeps it. It wakes a suspended compute. Rejects with `fileSystem`, `diskFull`. */
  "queries.take": declareOperation<SnapshotAttempt>()(z.strictObject({ ref: databaseRefSchema })),
  /** Kept snapshots of a connection's branch, newest first. */
  "queries.snapshots": declareRequest<readonly SnapshotHead[]>()(z.strictObject({ ref: databaseRefSchema })),
  /** What happened between two snapshots; `text` must stand in the statement. Rejects with `notFound`. */
  "queries.interval": declareRequest<QueryInterval>()(
    z.strictObject({ ref: databaseRefSchema, ...intervalSchema.shape, text: z.string().max(1000) }),
  ),
  /** One statement of an interval, whole. Rejects with `notFound`. */
  "queries.details": declareRequest<QueryDetails>()(oneQuery),
  /** How it went from snapshot to snapshot up to `to`, oldest first, at most 60 points. */
  "queries.trend": declareRequest<readonly TrendPoint[]>()(oneQuery),
  /** Takes snapshots out for good: all of the branch, or one. */
  "queries.forget": declareRequest<null>()(z.strictObject({ ref: databaseRefSchema, id: snapshotId.nullable() })),
  "queries.budgets": declareRequest<QueryBudgets>()(z.strictObject({ connectionId: z.string().min(1).max(100) })),
  /** Keeps the targets of a connection. Rejects with `fileSystem`, `diskFull`. */
  "queries.setBudgets": declareRequest<QueryBudgets>()(
    z.strictObject({ connectionId: z.string().min(1).max(100), budgets: queryBudgetsSchema }),
  ),
};
