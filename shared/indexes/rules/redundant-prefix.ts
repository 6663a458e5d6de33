import { dropIndexFix } from "../index-ddl.ts";
import type { TableIndex } from "../model.ts";
import { isDuplicate } from "./duplicate-index.ts";
import { carriesMeaning, type IndexRule, isSameKey, isUsable, subjectOf } from "./rule.ts";

/** A b-tree index whose keys begin another one, or are a unique one's: that index serves its queries too. */
export const redundantPrefix: IndexRule = {
  code: "redundant-index",
  title: "Redundant index",
  isAboutRemoval: true,
  find: ({ indexes }) =>
    indexes.flatMap((index) => {
      if (carriesMeaning(index) || !isUsable(index)) return [];
      const longer = indexes.find((other) => other !== index && isPrefixOf(index, other));
      if (longer === undefined) return [];
      return [
        {
          code: "redundant-index",
          severity: "warning" as const,
          subject: subjectOf(index),
          message:
            longer.keys.length === index.keys.length
              ? `Index ${index.name} holds the keys of the unique index ${longer.name}, which serves the same queries.`
              : `Index ${index.name} is the beginning of ${longer.name}, which serves the same queries.`,
          evidence: {
            columns: index.keys.map((key) => key.text).join(", "),
            longerIndex: longer.name,
            longerColumns: longer.keys.map((key) => key.text).join(", "),
            savedBytes: index.sizeBytes,
            scans: index.scans,
          },
          fix: dropIndexFix(index),
        },
      ];
    }),
};

function isPrefixOf(index: TableIndex, other: TableIndex): boolean {
  return (
    index.accessMethod === "btree" &&
    other.accessMethod === "btree" &&
    isUsable(other) &&
    index.predicate === other.predicate &&
    index.keys.every((key, place) => isSameKey(key, other.keys[place])) &&
    carries(other, index.includedColumns) &&
    !isDuplicate(index, other)
  );
}

/** Columns that are only carried along must be found in the other index too, or index-only scans would end. */
function carries(other: TableIndex, columns: readonly string[]): boolean {
  return columns.every(
    (column) => other.includedColumns.includes(column) || other.keys.some((key) => key.column === column),
  );
}
