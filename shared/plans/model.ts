import type { TableIndex } from "../indexes/model.ts";
import type { JsonObject, JsonValue } from "./json/exact-json.ts";

/** Counters of blocks, WAL and I/O time, by their own name (`sharedHitBlocks`, `walBytes`, `sharedIoReadMs`). */
export type Counters = Readonly<Record<string, number>>;

/** Who contains the time of an InitPlan or CTE: the node that paid for it, and how many milliseconds. */
export interface Payment {
  readonly nodeId: number;
  readonly ms: number;
}

/**
 * One node of a plan. All times are wall-clock milliseconds (averaged over the processes below a Gather); `rows` is the
 * total over all loops. Times are null when the node was not executed or the run was not timed.
 */
export interface PlanNode {
  /** Place in pre-order, from 1. */
  readonly id: number;
  readonly parentId: number | null;
  /** Levels below the root. */
  readonly depth: number;
  readonly nodeType: string;
  /** `Outer`, `Inner`, `InitPlan`, `SubPlan`, `Member` ... */
  readonly relationship: string | null;
  readonly subplanName: string | null;
  readonly schema?: string;
  readonly relation?: string;
  readonly alias?: string;
  readonly index?: string;
  /** Executions over all processes; 0 = never executed, null = plan without ANALYZE. */
  readonly loops: number | null;
  /** Processes that shared the work: inclusive time is `workMs / divisor`. A fraction where only some of them waited. */
  readonly divisor: number;
  readonly rows: number | null;
  /** Before version 18 rows per loop are rounded: the total of many loops is then a guess. */
  readonly isRowsRounded: boolean;
  /** The planner's rows for one loop. */
  readonly estimatedRows: number;
  readonly estimatedCost: number | null;
  /** Sum over all processes. */
  readonly workMs: number | null;
  readonly inclusiveMs: number | null;
  /** Not clamped: a small negative value is rounding of the server's own figures. */
  readonly exclusiveMs: number | null;
  readonly buffers: Counters;
  readonly exclusiveBuffers: Counters;
  /** For InitPlans and CTEs: who paid; empty when the time lies outside the root. */
  readonly paidBy: readonly Payment[];
  /** Every key of the server's node except its children, under the server's own name. */
  readonly properties: JsonObject;
}

/** Time of one trigger; `constraint` is set for a foreign key's own trigger. */
export interface PlanTrigger {
  readonly name: string;
  readonly constraint: string | null;
  readonly relation: string | null;
  readonly ms: number | null;
  readonly calls: number;
}

/** What EXPLAIN returned for one statement. */
export interface Plan {
  /** In pre-order; the first is the root. */
  readonly nodes: readonly PlanNode[];
  readonly isAnalyzed: boolean;
  readonly planningMs: number | null;
  readonly executionMs: number | null;
  readonly triggers: readonly PlanTrigger[];
  readonly jit: JsonObject | null;
  readonly settings: Readonly<Record<string, string>>;
  /** Time of data-modifying CTEs that ran after the root: inside execution, outside the tree. */
  readonly outsideMs: number;
  /** All digits, as text. */
  readonly queryId: string | null;
  /** Every other key beside the tree (`Planning`, `Serialization`, unknown ones), as the server named it. */
  readonly properties: Readonly<Record<string, JsonValue>>;
}

/** What the catalog says of a relation that a plan names. Sizes are bytes; times ISO 8601. */
export interface RelationContext {
  readonly schema: string;
  readonly name: string;
  readonly heapBytes: number;
  /** The catalog's estimate; null when the relation was never analyzed. */
  readonly estimatedRows: number | null;
  readonly lastAnalyzedAt: string | null;
  readonly modifiedSinceAnalyze: number | null;
  /** Column name -> type name (`jsonb`, `text[]` ...). */
  readonly columnTypes: Readonly<Record<string, string>>;
  readonly indexes: readonly TableIndex[];
  /** Absent in plans that were kept before it was read, and where statistics may not be seen. */
  readonly upkeep?: RelationUpkeep;
  readonly columns?: Readonly<Record<string, ColumnStatistics>>;
  /** Of the partitioned table that this is a part of: `RANGE (made)`. */
  readonly partitionKey?: string | null;
}

/** What has happened to a relation's rows since the counters were reset, and how far back its oldest transaction is. */
export interface RelationUpkeep {
  readonly liveRows: number;
  readonly deadRows: number;
  readonly updatedRows: number;
  /** Updates that touched no index. */
  readonly hotUpdatedRows: number;
  /** `age(relfrozenxid)`; null for what holds no rows itself. */
  readonly frozenAge: number | null;
}

/** `correlation` of the column's order with that of the file, from -1 to 1, null when unknown; the mean width in bytes. */
export interface ColumnStatistics {
  readonly correlation: number | null;
  readonly widthBytes: number;
}

/** A function that a plan's conditions call and that is not built in. */
export interface FunctionContext {
  readonly schema: string;
  readonly name: string;
  readonly volatility: "immutable" | "stable" | "volatile";
  readonly isParallelSafe: boolean;
  readonly language: string;
}

/** A foreign key whose checks a plan paid for, or would pay for. */
export interface ForeignKeyContext {
  readonly constraint: string;
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly referencedSchema: string;
  readonly referencedTable: string;
  readonly heapBytes: number;
  readonly hasIndex: boolean;
  readonly indexNames: readonly string[];
}

/** The catalog beside a plan. */
export interface PlanContext {
  readonly relations: readonly RelationContext[];
  readonly foreignKeys: readonly ForeignKeyContext[];
  /** Absent in plans that were kept before they were read. */
  readonly functions?: readonly FunctionContext[];
}
