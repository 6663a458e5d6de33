import type { ColumnFacts, TableFacts } from "../model.ts";
import type { PartitionAdvice } from "./model.ts";

/** Below this a single table with an index is simpler, and as fast. */
const minHeapBytes = 8 * 1024 ** 3;
const minRows = 20_000_000;
/** Rows that are changed have to be found whichever partition they are in: only what is written once is cut by time. */
const maxChangedShare = 0.02;
const minCorrelation = 0.95;
/** More partitions than this are a burden for the planner. */
const dailyBytes = 64 * 1024 ** 3;

/** Large tables that rows are only added to, in the order of a time: by that time, cut by month, or by day where huge. */
export function advisePartitions(tables: readonly TableFacts[]): readonly PartitionAdvice[] {
  return tables.flatMap((table) => {
    const { schema, name, rows, heapBytes, writes, partitionOf } = table;
    const isLarge = heapBytes >= minHeapBytes || (rows ?? 0) >= minRows;
    const changed = writes.updated + writes.deleted;
    const isAppended = writes.inserted > 0 && changed <= maxChangedShare * writes.inserted;
    const column = table.columns.find(isTimeOfWriting);
    if (partitionOf !== null || !isLarge || !isAppended || column === undefined) return [];
    const interval = heapBytes >= dailyBytes ? "day" : "month";
    const gigabytes = (heapBytes / 1024 ** 3).toFixed(1);
    return [
      {
        schema,
        table: name,
        column: column.name,
        interval,
        reason: `${name} (${gigabytes} GB, ${(rows ?? 0).toLocaleString("en-US")} rows) is only added to, in the order of ${column.name}: partitions by ${interval} keep its indexes small, let queries of a time read theirs alone, and drop old rows at once.`,
      } as const,
    ];
  });
}

function isTimeOfWriting({ type, correlation }: ColumnFacts): boolean {
  return /^(timestamp|date)/.test(type) && (correlation ?? 0) >= minCorrelation;
}
