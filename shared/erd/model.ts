/** A column as a diagram shows it. */
export interface DiagramColumn {
  readonly name: string;
  /** As `format_type` prints it. */
  readonly type: string;
  readonly isNotNull: boolean;
  readonly isInPrimaryKey: boolean;
  readonly isForeignKey: boolean;
}

/** A table of a diagram. */
export interface DiagramTable {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: "table" | "partitioned" | "foreign";
  /** The planner's estimate; null when unknown. */
  readonly estimatedRows: number | null;
  /** Whether it stands outside the asked schemas and is here because a foreign key leads to it. */
  readonly isOutside: boolean;
  /** In their order; of a table outside only those of its keys. */
  readonly columns: readonly DiagramColumn[];
}

/** A foreign key between two tables of the diagram. */
export interface DiagramRelation {
  readonly name: string;
  readonly fromOid: number;
  readonly toOid: number;
  readonly fromColumns: readonly string[];
  readonly toColumns: readonly string[];
  /** Whether a referenced row has at most one row that refers to it: the referring columns are unique. */
  readonly isOneToOne: boolean;
  /** Whether a row may refer to nothing: one of the referring columns may be NULL. */
  readonly isOptional: boolean;
}

/** Tables and the foreign keys between them. */
export interface Diagram {
  readonly tables: readonly DiagramTable[];
  readonly relations: readonly DiagramRelation[];
  /** Whether the schemas have more tables than a diagram takes (`maxDiagramTables`). */
  readonly isCut: boolean;
  /** Asked schemas that the role has no USAGE on: their tables are not here. */
  readonly unreadableSchemas: readonly string[];
}

/** As many tables as one diagram takes. */
export const maxDiagramTables = 5000;
