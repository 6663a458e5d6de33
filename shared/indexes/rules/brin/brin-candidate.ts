import { replaceIndexFix } from "../../index-ddl.ts";
import { carriesMeaning, type IndexRule, isUsable, singleColumn, subjectOf, type TableFacts } from "../rule.ts";

const largeTableBytes = 64 * 1024 * 1024;
const largeIndexBytes = 1024 * 1024;
const leastCorrelation = 0.95;
/** Changes per row that was inserted, or is there: more, and rows do not stay where they were put. */
const mostChangedShare = 0.01;
/** Rows that a scan reads on average: a b-tree is for those that look for few. */
const leastRowsPerScan = 1000;

/**
 * A b-tree of one column whose values lie on disk in their order, in a large table that is only appended to, and whose
 * scans read ranges: a BRIN index serves those with a thousandth of the bytes.
 */
export const brinCandidate: IndexRule = {
  code: "brin-candidate",
  title: "Candidate for BRIN",
  find: (facts) => {
    const { schema, table, isPartitioned, indexes } = facts;
    if (isPartitioned || facts.heapBytes < largeTableBytes || !isAppendedTo(facts)) return [];
    return indexes.flatMap((index) => {
      const column = singleColumn(facts, index);
      const correlation = Math.abs(column?.correlation ?? 0);
      const rowsPerScan = index.scans === 0 ? null : index.rowsRead / index.scans;
      const isPlainTree =
        index.accessMethod === "btree" && index.predicate === null && index.includedColumns.length === 0;
      if (column === null || !isPlainTree || carriesMeaning(index) || !isUsable(index)) return [];
      if (correlation < leastCorrelation || index.sizeBytes < largeIndexBytes) return [];
      if (rowsPerScan !== null && rowsPerScan < leastRowsPerScan) return [];
      const draft = {
        schema,
        table,
        keys: [index.keys[0]?.text ?? ""],
        nameParts: [column.column, "brin"],
        method: "brin",
        options: ["autosummarize = on"],
      };
      return [
        {
          code: "brin-candidate",
          severity: "info" as const,
          subject: subjectOf(index),
          message: `Rows of ${table} lie on disk in the order of ${column.column}, and are only added. A BRIN index finds ranges of it with a few kB instead of ${megabytes(index.sizeBytes)} MB. It sorts nothing and finds single rows slowly: prove it on a branch.`,
          evidence: {
            correlation: column.correlation,
            sizeBytes: index.sizeBytes,
            rowsPerScan: rowsPerScan === null ? null : Math.round(rowsPerScan),
            scans: index.scans,
          },
          fix: replaceIndexFix(
            index,
            draft,
            indexes.map(({ name }) => name),
          ),
        },
      ];
    });
  },
};

function isAppendedTo({ activity, estimatedRows }: TableFacts): boolean {
  if (activity === null) return false;
  const rows = Math.max(activity.inserted, estimatedRows ?? 0);
  return activity.updated + activity.deleted <= rows * mostChangedShare;
}

function megabytes(bytes: number): string {
  return (bytes / (1024 * 1024)).toFixed(1);
}
