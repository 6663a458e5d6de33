import type { Finding } from "../../findings/model.ts";
import type { ForeignKey, IndexKey, StatisticsAge, TableIndex } from "../model.ts";

/** What a rule may look at: one table with its indexes and the keys that refer from it to others. */
export interface TableFacts {
  readonly schema: string;
  readonly table: string;
  readonly heapBytes: number;
  readonly estimatedRows: number | null;
  readonly indexes: readonly TableIndex[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly statistics: StatisticsAge;
}

/** One check of a table's indexes: one file, one line in the registry, one test with a near miss. */
export interface IndexRule {
  readonly code: string;
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
  return index.isUnique || index.isPrimary || index.isConstraint || index.isReplicaIdentity;
}

/** `schema.index` for subjects. */
export function subjectOf(index: TableIndex): string {
  return `${index.schema}.${index.name}`;
}
