import type { Reading } from "../catalog/reading.ts";
import type { Finding } from "../findings/model.ts";
import type { TableIndex } from "../indexes/model.ts";

/** A column as the rules look at it. */
export interface CheckedColumn {
  readonly name: string;
  /** As `format_type` prints it with `pg_catalog` as search path: types of other schemas are qualified. */
  readonly type: string;
  /** The type's bare name in `pg_type`, and its schema: `varchar`, `bpchar`, `timestamp`, `int4`. */
  readonly typeName: string;
  readonly typeSchema: string;
  readonly isNotNull: boolean;
  readonly isIdentity: boolean;
  readonly isGenerated: boolean;
  /** The sequence that a serial column takes its default from and owns; null for any other column. */
  readonly serial: { readonly schema: string; readonly name: string } | null;
  readonly comment: string | null;
}

/** A constraint; copies on partitions are left out. */
export interface CheckedConstraint {
  readonly name: string;
  readonly kind: "primaryKey" | "unique" | "foreignKey" | "check" | "notNull" | "exclusion";
  readonly columns: readonly string[];
  /** As `pg_get_constraintdef` prints it, names qualified. */
  readonly definition: string;
  readonly isValidated: boolean;
  /** False for NOT ENFORCED (version 18 and later). */
  readonly isEnforced: boolean;
  readonly isDeferrable: boolean;
  /** Foreign keys only: the catalog has no difference between no word and NO ACTION. */
  readonly isDeleteUnsaid: boolean;
  /** `schema.table` of a foreign key's other side, for people to read. */
  readonly references: string | null;
}

/** What a sample of a JSON column's rows holds. */
export interface Base64Sample {
  readonly column: string;
  /** At most as many rows as a sample takes. */
  readonly sampledRows: number;
  readonly rowsWithBase64: number;
}

/** A table that is no partition, with what stands on it. */
export interface CheckedTable {
  readonly schema: string;
  readonly name: string;
  readonly isPartitioned: boolean;
  /** Columns of the partition key; they can change neither type nor name without a new table. */
  readonly partitionColumns: readonly string[];
  readonly estimatedRows: number | null;
  /** Heap and out-of-line values, those of partitions included. */
  readonly sizeBytes: number;
  readonly hasRowSecurity: boolean;
  readonly policyCount: number;
  /** Whether the planner knows anything of its columns; null when the role may not see that. */
  readonly hasStatistics: boolean | null;
  /** What everybody may do with it: SELECT, INSERT ... */
  readonly publicPrivileges: readonly string[];
  readonly columns: readonly CheckedColumn[];
  readonly constraints: readonly CheckedConstraint[];
  readonly indexes: readonly TableIndex[];
  readonly base64: readonly Base64Sample[];
}

/** A sequence with the column that takes its values, if one does. `lastValue` null: none was taken yet, or it is hidden. */
export interface CheckedSequence {
  /** Whether the role may see where it stands. */
  readonly isReadable: boolean;
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly lastValue: number | null;
  readonly minValue: number;
  readonly maxValue: number;
  readonly increment: number;
  readonly isCycling: boolean;
  readonly owner: {
    readonly schema: string;
    readonly table: string;
    readonly column: string;
    readonly type: string;
  } | null;
}

/** A statement that the server counted, with constants replaced. */
export interface CountedStatement {
  readonly sql: string;
  readonly calls: number;
}

/** A role that can log in, as far as it may do more than its work needs. */
export interface PowerfulRole {
  readonly name: string;
  readonly isSuperuser: boolean;
  readonly bypassesRowSecurity: boolean;
  /** Whether this session logged in as it. */
  readonly isOurs: boolean;
}

/** A column that holds vectors. `dimensions` null: any number of them. */
export interface VectorColumn {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly typeName: string;
  readonly typeSchema: string;
  readonly dimensions: number | null;
}

/** What is read once for a database. A part that cannot be read leaves the rules that need it unchecked. */
export interface DatabaseFacts {
  readonly sequences: Reading<readonly CheckedSequence[]>;
  readonly statements: Reading<readonly CountedStatement[]>;
  readonly vectors: Reading<readonly VectorColumn[]>;
  /** Schemas in which everybody may create objects. */
  readonly openSchemas: Reading<readonly string[]>;
  readonly roles: Reading<readonly PowerfulRole[]>;
}

/** A finding about a schema with the object that it is grouped under: a table, or null for what stands in none. */
export interface SchemaFinding extends Finding {
  readonly schema: string | null;
  readonly table: string | null;
}

/** Why a finding is left as it is. `subject` is the finding's: a quoted, qualified name, so it means one object. */
export interface SchemaException {
  readonly code: string;
  readonly subject: string;
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A finding that somebody decided to live with. */
export interface ExceptedFinding {
  readonly finding: SchemaFinding;
  readonly exception: SchemaException;
}

/** What could not be read, and the rules that were therefore not checked. */
export interface NotChecked {
  readonly what: string;
  readonly message: string;
  readonly hint?: string;
  readonly codes: readonly string[];
}

/** What a check of a database's schema found, worst first. */
export interface SchemaCheckReport {
  readonly checkedTables: number;
  /** The database has more tables than one check takes; the largest were checked. */
  readonly isCut: boolean;
  readonly findings: readonly SchemaFinding[];
  readonly excepted: readonly ExceptedFinding[];
  /** Exceptions that no finding needs any more. */
  readonly idleExceptions: readonly SchemaException[];
  readonly notChecked: readonly NotChecked[];
}
