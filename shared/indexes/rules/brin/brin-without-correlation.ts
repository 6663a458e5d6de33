import { replaceIndexFix } from "../../index-ddl.ts";
import { type IndexRule, isUsable, singleColumn, subjectOf } from "../rule.ts";

const largeTableBytes = 8 * 1024 * 1024;
const mostCorrelation = 0.5;

/** A BRIN index over values that lie anywhere: each of its ranges holds nearly all of them, so a scan reads the table. */
export const brinWithoutCorrelation: IndexRule = {
  code: "brin-without-correlation",
  title: "BRIN without order on disk",
  find: (facts) => {
    const { schema, table, isPartitioned, indexes, heapBytes } = facts;
    return indexes.flatMap((index) => {
      const column = singleColumn(facts, index);
      const correlation = column?.correlation ?? null;
      const isMinMax = index.accessMethod === "brin" && /_minmax_ops$/.test(index.keys[0]?.operatorClass ?? "");
      if (!isMinMax || !isUsable(index) || column === null || correlation === null) return [];
      if (heapBytes < largeTableBytes || Math.abs(correlation) >= mostCorrelation) return [];
      const draft = { schema, table, keys: [index.keys[0]?.text ?? ""], nameParts: [column.column] };
      return [
        {
          code: "brin-without-correlation",
          severity: "warning" as const,
          subject: subjectOf(index),
          message: `Values of ${column.column} lie anywhere in ${table}, so a scan of the BRIN index ${index.name} reads nearly the whole table. A b-tree finds them.`,
          evidence: { correlation, scans: index.scans, heapBytes },
          ...(isPartitioned || index.predicate !== null
            ? {}
            : {
                fix: replaceIndexFix(
                  index,
                  draft,
                  indexes.map(({ name }) => name),
                ),
              }),
        },
      ];
    });
  },
};
