/** One key of an index: a column or an expression, as Postgres prints it. */
export interface IndexKey {
  /** The column's unquoted name; null for an expression. */
  readonly column: string | null;
  /** What `pg_get_indexdef` prints for this key (quoted column name, or the expression). */
  readonly text: string;
  readonly isDescending: boolean;
  readonly isNullsFirst: boolean;
  /** Operator class and collation, only compared for equality. */
  readonly operatorClass: string;
  readonly collation: string;
}

/** An index as the catalog describes it. Sizes are bytes, times ISO 8601 UTC. */
export interface TableIndex {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly definition: string;
  readonly accessMethod: string;
  readonly keys: readonly IndexKey[];
  /** Unquoted names of the columns that are only carried along. */
  readonly includedColumns: readonly string[];
  /** Unquoted names of columns that only an expression or the predicate names. */
  readonly otherColumns: readonly string[];
  readonly predicate: string | null;
  /** Storage parameters that were set: `fillfactor=70`, `m=16`. */
  readonly options: readonly string[];
  /** Of a partitioned table: its size and use are those of its parts. */
  readonly isPartitioned: boolean;
  readonly isUnique: boolean;
  /** False: a deferrable constraint, which is held to at the end of a transaction only. */
  readonly isImmediate: boolean;
  readonly isPrimary: boolean;
  /** Serves a constraint (primary key, unique, exclusion). */
  readonly isConstraint: boolean;
  readonly isReplicaIdentity: boolean;
  /** A foreign key refers to the columns by it. */
  readonly isReferenced: boolean;
  readonly isValid: boolean;
  /** Being built right now by another session. */
  readonly isBuilding: boolean;
  readonly sizeBytes: number;
  readonly scans: number;
  /** Entries that scans gave. */
  readonly rowsRead: number;
  /** Live rows that plain index scans fetched with them; bitmap scans count at the table. */
  readonly rowsFetched: number;
  /** Version 16 and later; null before, and when never used. */
  readonly lastUsedAt: string | null;
}

/** A foreign key with the columns that refer. */
export interface ForeignKey {
  readonly constraint: string;
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly referencedSchema: string;
  readonly referencedTable: string;
  /** Estimated rows and bytes of the referring table: what an unindexed check reads. */
  readonly tableRows: number | null;
  readonly tableBytes: number;
}

/** Since when the server counts index use. `sinceReset` null: the counters were never reset. */
export interface StatisticsAge {
  readonly sinceReset: string | null;
  readonly serverStartedAt: string;
  readonly readAt: string;
}

/** Who counts beside the compute that was asked: use is counted by each for itself. */
export interface ComputeFacts {
  /** The compute that answered is a standby: it counts its own reads only. */
  readonly isStandby: boolean;
  /** A compute of Neon: its read replicas are no standbys that it knows of. */
  readonly isNeon: boolean;
  /** Physical standbys that stream from it now. */
  readonly standbys: number;
}

/** What the planner's statistics say of a column. Shares are 0 to 1. */
export interface ColumnStatistics {
  readonly column: string;
  /** As `pg_stats.n_distinct`: negative is minus the share of rows that are distinct. */
  readonly distinct: number;
  readonly nullShare: number;
  /** Of the values' order with the rows' order on disk, -1 to 1; null where the type has no order. */
  readonly correlation: number | null;
  /** The most frequent value and its share; null where none is, or where the column has more than 20 values. */
  readonly commonValue: string | null;
  readonly commonShare: number | null;
}

/** What was counted on a table since the counters began. */
export interface TableActivity {
  readonly inserted: number;
  readonly updated: number;
  /** Updates that left every index alone. */
  readonly updatedHot: number;
  /** Updates that found no room on their page; version 16 and later. */
  readonly updatedToNewPage: number | null;
  readonly deleted: number;
  readonly deadRows: number;
}

/** The kinds of distance that pgvector's operators measure. */
export type VectorDistance = "l2" | "innerProduct" | "cosine" | "l1" | "hamming" | "jaccard";

/** A search for nearest vectors among the server's counted statements. */
export interface VectorSearch {
  /** The statement's text, constants replaced. */
  readonly statement: string;
  readonly calls: number;
}
