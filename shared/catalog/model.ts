import type { ObjectAddress } from "./object-details.ts";
import type { ObjectKind } from "./object-kinds.ts";
import type { Reading } from "./reading.ts";

export type { Reading } from "./reading.ts";

/** A schema of the database. */
export interface CatalogSchema {
  readonly name: string;
  readonly owner: string;
  readonly comment: string | null;
  /** pg_catalog, information_schema and the like; listed last. */
  readonly isSystem: boolean;
  /** Whether the session's role has USAGE on it. */
  readonly isUsable: boolean;
  /** Whether unqualified names are looked up here. */
  readonly isInSearchPath: boolean;
}

/**
 * One line of the tree. What is absent is ordinary: lists of many thousands of objects have to be small. `identity` tells
 * overloads apart (argument types of a function); `parent` is the relation that a column, an index ... stands on.
 */
export interface CatalogObject {
  readonly oid: number;
  readonly name: string;
  readonly parent?: string;
  readonly identity?: string;
  /** What kind of its kind: `partitioned`, `foreign`, `enum`, `unique` ... */
  readonly detail?: string;
  /** The planner's estimate; absent when unknown, for instance never analyzed. */
  readonly estimatedRows?: number;
  /** The partitioned table above it. */
  readonly partitionOf?: number;
  /** The session's role may not read its rows (tables, views, sequences) or use it. */
  readonly isUnreadable?: true;
}

/** The objects of one kind. `isTruncated` when there are more than are listed. */
export interface CatalogGroup {
  readonly kind: ObjectKind;
  readonly objects: Reading<readonly CatalogObject[]>;
  readonly isTruncated: boolean;
}

/** How many objects of a kind there are. */
export interface CatalogCount {
  readonly kind: ObjectKind;
  readonly count: Reading<number>;
}

/** A relation as `pg_class` has it. */
export interface RelationHead {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: "table" | "partitioned" | "foreign" | "view" | "materializedView" | "sequence";
  readonly owner: string;
  readonly comment: string | null;
  readonly estimatedRows: number | null;
  readonly isReadable: boolean;
  readonly persistence: "permanent" | "unlogged" | "temporary";
  readonly hasRowSecurity: boolean;
  readonly isRowSecurityForced: boolean;
  readonly options: readonly string[];
  /** `RANGE (created_at)` of a partitioned table. */
  readonly partitionKey: string | null;
  /** `FOR VALUES ...` of a partition. */
  readonly partitionBound: string | null;
  /** Parents by inheritance or partitioning, in order. */
  readonly parents: readonly { readonly schema: string; readonly name: string }[];
  /** Tables that inherit from it, partitions included. */
  readonly childCount: number;
  /** The composite type that gives a typed table its columns, as SQL. */
  readonly ofType: string | null;
}

/** Bytes on disk. */
export interface RelationSizes {
  readonly heapBytes: number;
  readonly indexBytes: number;
  readonly toastBytes: number;
  readonly totalBytes: number;
}

/** A column. `default` is the expression as Postgres prints it; for a generated column the generation expression. */
export interface CatalogColumn {
  readonly number: number;
  readonly name: string;
  /** As `format_type` prints it, with modifier: `character varying(40)`. */
  readonly type: string;
  readonly isNullable: boolean;
  readonly default: string | null;
  readonly identity: "always" | "byDefault" | null;
  /** Settings of the identity's sequence that are not the default: `START WITH 10 INCREMENT BY 5`. */
  readonly identityOptions: string | null;
  readonly generated: "stored" | "virtual" | null;
  readonly collation: string | null;
  readonly comment: string | null;
  readonly isInPrimaryKey: boolean;
  /** Whether the session's role may SELECT it. */
  readonly isReadable: boolean;
  /** Declared here, not only inherited. */
  readonly isLocal: boolean;
  /** A parent has the same expression: older servers refuse to hear it twice. */
  readonly isGenerationInherited?: true;
}

/** A constraint, foreign keys included. `definition` is what follows CONSTRAINT name. */
export interface CatalogConstraint {
  readonly name: string;
  readonly kind: "primaryKey" | "unique" | "check" | "foreignKey" | "exclusion" | "notNull" | "trigger";
  readonly definition: string;
  readonly columns: readonly string[];
  readonly isValidated: boolean;
  readonly isDeferrable: boolean;
  /** Declared here, not only inherited. */
  readonly isLocal: boolean;
  readonly comment: string | null;
}

/** A foreign key seen from one side; `columns[i]` refers to `referencedColumns[i]`. */
export interface CatalogForeignKey {
  readonly name: string;
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly referencedSchema: string;
  readonly referencedTable: string;
  readonly referencedColumns: readonly string[];
  readonly definition: string;
  readonly isValidated: boolean;
}

/** A trigger that a person made (constraint triggers of foreign keys are left out). */
export interface CatalogTrigger {
  readonly name: string;
  readonly definition: string;
  readonly functionSchema: string;
  readonly functionName: string;
  readonly isEnabled: boolean;
}

/** An index by name and definition, as far as a table's DDL needs it. */
export interface CatalogIndexDefinition {
  readonly name: string;
  readonly definition: string;
  readonly isConstraint: boolean;
  /** Made here, not as a part of an index of the partitioned table above. */
  readonly isLocal: boolean;
  readonly comment: string | null;
}

/** A row security policy as it would be created. */
export interface CatalogPolicy {
  readonly name: string;
  readonly definition: string;
}

/** Everything the table's tab shows. Each part is read by itself, so that a lock or privilege hides only that part. */
export interface TableDetails {
  readonly relation: RelationHead;
  readonly sizes: Reading<RelationSizes>;
  readonly columns: Reading<readonly CatalogColumn[]>;
  readonly constraints: Reading<readonly CatalogConstraint[]>;
  readonly foreignKeys: Reading<readonly CatalogForeignKey[]>;
  readonly referencedBy: Reading<readonly CatalogForeignKey[]>;
  readonly triggers: Reading<readonly CatalogTrigger[]>;
  readonly indexes: Reading<readonly CatalogIndexDefinition[]>;
  readonly policies: Reading<readonly CatalogPolicy[]>;
  /** SQL that makes the relation again, with indexes, triggers and comments. */
  readonly ddl: Reading<string>;
}

/** One answer of the search for "open anything", best first. */
export interface CatalogHit extends ObjectAddress {
  /** Larger is better. */
  readonly score: number;
  /** Indexes into `name` of the characters that matched. */
  readonly matches: readonly number[];
}

/** Objects whose name holds a text, for the tree's filter. `isTruncated` when there are more. */
export interface CatalogMatches {
  readonly groups: readonly (CatalogGroup & { readonly schema: string })[];
  readonly isTruncated: boolean;
}
