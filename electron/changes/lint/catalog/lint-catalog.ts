/** What a column is in the database. `type` is its name in pg_type (`int4`, `varchar`), `domain` that of its domain. */
export interface CatalogColumn {
  readonly name: string;
  readonly type: string;
  /** As `format_type` writes it: `character varying(20)`. */
  readonly formatted: string;
  /** `atttypmod`; -1 without one. */
  readonly modifier: number;
  readonly domain: string | null;
  readonly isNotNull: boolean;
  readonly collation: string | null;
}

/** A constraint: `kind` is its `contype` (`p`, `u`, `f`, `c`, `x`, `n`). */
export interface CatalogConstraint {
  readonly name: string;
  readonly kind: string;
  readonly columns: readonly string[];
  readonly isValid: boolean;
  readonly definition: string;
  /** `schema.name` of the referenced table of a foreign key. */
  readonly references: string | null;
}

/** An index; `columns` are its key columns, "" for an expression. */
export interface CatalogIndex {
  readonly name: string;
  readonly columns: readonly string[];
  readonly isUnique: boolean;
  readonly isValid: boolean;
  readonly isPartial: boolean;
}

/** A relation that the script names, as it is in the database. */
export interface CatalogRelation {
  /** `schema.name`. */
  readonly name: string;
  /** `relkind`: `r`, `p`, `m`, `v`, `i`, `I` ... */
  readonly kind: string;
  /** With TOAST and, for a partitioned table, all partitions. */
  readonly heapBytes: number;
  readonly indexBytes: number;
  /** Null when it was never counted. */
  readonly estimatedRows: number | null;
  readonly isEmpty: boolean;
  readonly columns: readonly CatalogColumn[];
  readonly constraints: readonly CatalogConstraint[];
  readonly indexes: readonly CatalogIndex[];
  /** Views, materialized views and functions that use it: `view app.v`; with the column that they use, if it is one. */
  readonly dependents: readonly { readonly what: string; readonly column: string | null }[];
  /** `schema.name` of tables whose foreign keys lead here. */
  readonly referencedBy: readonly string[];
  readonly policyCount: number;
  readonly hasRowSecurity: boolean;
  /** For an index: its table. */
  readonly tableName: string | null;
  readonly isOwnedByUser: boolean;
}

/** What the database says of the names in a script. Names as the script writes them, resolved by the session's path. */
export interface LintCatalog {
  readonly timeZone: string;
  /** Null when there is none of that name. */
  relation(name: string): CatalogRelation | null;
  /** `i`, `s` or `v`; null when there is no function of that name. Of several with one name the least steady. */
  volatility(functionName: string): string | null;
  /** Tables with a column of the domain. */
  tablesOfDomain(name: string): readonly string[];
}
