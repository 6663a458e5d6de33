import type { Finding } from "../../findings/model.ts";
import type {
  ColumnStatistics,
  ComputeFacts,
  ForeignKey,
  IndexKey,
  StatisticsAge,
  TableActivity,
  TableIndex,
  VectorSearch,
} from "../model.ts";

/** What a rule may look at: one table with its indexes and the keys that refer from it to others. */
export interface TableFacts {
  readonly schema: string;
  readonly table: string;
  readonly isPartitioned: boolean;
  /** Its rows' own pages; those of its parts where it is partitioned. */
  readonly heapBytes: number;
  /** With the place for long values. */
  readonly tableBytes: number;
  readonly estimatedRows: number | null;
  /** `fillfactor=70`: storage parameters that were set. */
  readonly options: readonly string[];
  /** Of indexed columns, where the planner has some and this role may see them. */
  readonly columns: readonly ColumnStatistics[];
  /** Null for a partitioned table. */
  readonly activity: TableActivity | null;
  readonly indexes: readonly TableIndex[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly database: DatabaseIndexFacts;
}

/** What holds for all tables of a database at one moment. */
export interface DatabaseIndexFacts {
  readonly statistics: StatisticsAge;
  readonly computes: ComputeFacts;
  readonly maintenanceMemoryBytes: number;
  /** Counted statements with an operator of pgvector; empty where nothing counts them, or nobody may see them. */
  readonly vectorSearches: readonly VectorSearch[];
}

/** One check of a table's indexes: one file, one line in the registry, one test with a near miss. */
export interface IndexRule {
  readonly code: string;
  /** For people: "Unused index". */
  readonly title: string;
  /** Its findings say that the index should go: then it is told once, and nothing is advised about it. */
  readonly isAboutRemoval?: true;
  readonly find: (facts: TableFacts) => readonly Finding[];
}

/** Whether two keys order rows the same way; also decides whether an index can be read for the other's queries. */
export function isSameKey(a: IndexKey | undefined, b: IndexKey | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.text === b.text &&
    a.operatorClass === b.operatorClass &&
    a.collation === b.collation &&
    a.isDescending === b.isDescending &&
    a.isNullsFirst === b.isNullsFirst
  );
}

/** Dropping such an index would drop a rule about the data, or what replication finds rows by. */
export function carriesMeaning(index: TableIndex): boolean {
  return index.isUnique || isBound(index);
}

/** Postgres or replication holds on to it: a constraint, a foreign key that refers by it, the replica identity. */
export function isBound(index: TableIndex): boolean {
  return index.isPrimary || index.isConstraint || index.isReplicaIdentity || index.isReferenced;
}

/** Serves queries: valid, and not in the making. */
export function isUsable(index: TableIndex): boolean {
  return index.isValid && !index.isBuilding;
}

/** The value of a storage parameter as it was set, by its name. */
export function optionOf(options: readonly string[], name: string): string | null {
  return options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}

/** The column of an index of one plain column, with what the planner knows of it. */
export function singleColumn({ columns }: TableFacts, index: TableIndex): ColumnStatistics | null {
  const [key, ...others] = index.keys;
  if (!key || others.length > 0) return null;
  return columns.find(({ column }) => column === key.column) ?? null;
}

/** `schema.index` for subjects. */
export function subjectOf(index: TableIndex): string {
  return `${index.schema}.${index.name}`;
}
