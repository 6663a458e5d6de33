import type { Finding } from "../../findings/model.ts";
import { dropIndexFix } from "../index-ddl.ts";
import type { TableIndex } from "../model.ts";
import { type IndexRule, isBound, isSameKey, isUsable, subjectOf } from "./rule.ts";

/** Two indexes that hold the same: every write pays twice. The one to keep carries meaning, or is used more. */
export const duplicateIndex: IndexRule = {
  code: "duplicate-index",
  title: "Duplicate index",
  isAboutRemoval: true,
  find: ({ indexes }) => findDuplicates(indexes),
};

/** Indexes of one table that hold what another one of them holds. */
export function findDuplicates(indexes: readonly TableIndex[]): readonly Finding[] {
  const ranked = indexes.filter(isUsable).toSorted(byWorth);
  return ranked.flatMap((index, place) => {
    const kept = ranked.slice(0, place).find((earlier) => isDuplicate(index, earlier));
    if (kept === undefined || isBound(index)) return [];
    return [
      {
        code: "duplicate-index",
        severity: "warning" as const,
        subject: subjectOf(index),
        message: `Index ${index.name} holds the same as ${kept.name}. Every write to ${index.schema}.${index.table} maintains both.`,
        evidence: { sameAs: kept.name, savedBytes: index.sizeBytes, scans: index.scans, scansOfOther: kept.scans },
        fix: dropIndexFix(index),
      },
    ];
  });
}

/** Whether both hold and check the same: keys in the same order, method, payload, predicate and what is unique. */
export function isDuplicate(a: TableIndex, b: TableIndex): boolean {
  return (
    a.accessMethod === b.accessMethod &&
    a.isUnique === b.isUnique &&
    a.isImmediate === b.isImmediate &&
    areNullsEqual(a) === areNullsEqual(b) &&
    a.predicate === b.predicate &&
    a.keys.length === b.keys.length &&
    a.keys.every((key, place) => isSameKey(key, b.keys[place])) &&
    a.includedColumns.toSorted().join("\0") === b.includedColumns.toSorted().join("\0")
  );
}

/** UNIQUE NULLS NOT DISTINCT, which only the definition tells; a column's name cannot stand outside of quotes like this. */
function areNullsEqual({ isUnique, definition }: TableIndex): boolean {
  return (
    isUnique && / NULLS NOT DISTINCT(?=$| WITH | TABLESPACE | WHERE )/.test(definition.replace(/"(?:[^"]|"")*"/g, '""'))
  );
}

function byWorth(a: TableIndex, b: TableIndex): number {
  const worth = (index: TableIndex) =>
    (index.isPrimary ? 8 : 0) +
    (index.isConstraint ? 4 : 0) +
    (index.isReplicaIdentity || index.isReferenced ? 2 : 0) +
    (index.isUnique ? 1 : 0);
  return worth(b) - worth(a) || b.scans - a.scans || (a.name < b.name ? -1 : 1);
}
