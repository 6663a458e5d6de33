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
  readonly predicate: string | null;
  readonly isUnique: boolean;
  readonly isPrimary: boolean;
  /** Serves a constraint (primary key, unique, exclusion). */
  readonly isConstraint: boolean;
  readonly isReplicaIdentity: boolean;
  readonly isValid: boolean;
  /** Being built right now by another session. */
  readonly isBuilding: boolean;
  readonly sizeBytes: number;
  readonly scans: number;
  readonly rowsRead: number;
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
