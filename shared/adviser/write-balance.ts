import type { Measured, TableFacts } from "./model.ts";

/** Rows changed since the counters were reset, and what that would have cost with the index. */
export interface WriteBalance {
  readonly changedRows: number;
  readonly scans: number;
  readonly costMs: number;
  readonly savedMs: number;
}

/** A measured figure below this is noise: no index entry is written faster. */
const minMicroseconds = 2;
/** A table that was changed as a whole less often than this is not write-heavy, whatever else. */
const minTurnovers = 5;

/**
 * Weighs an index against the changes that the table has seen: scans of the whole table stand for the query's runs,
 * unless its own calls are known. Rows that were loaded once do not count as changes. Null where the table is not
 * write-heavy, or the index is worth it.
 */
export function findWriteHeavy(
  { rows, writes }: Pick<TableFacts, "rows" | "writes">,
  before: Measured,
  after: Measured,
  microsecondsPerRow: number | null,
  calls: number | null,
): WriteBalance | null {
  const changedRows = writes.updated + writes.deleted + Math.max(0, writes.inserted - (rows ?? writes.inserted));
  if (rows === null || changedRows < minTurnovers * rows) return null;
  const scans = Math.max(writes.sequentialScans, calls ?? 0);
  const costMs = (changedRows * Math.max(minMicroseconds, microsecondsPerRow ?? 0)) / 1000;
  const savedMs = scans * (before.ms + before.triggerMs - after.ms - after.triggerMs);
  return costMs > savedMs ? { changedRows, scans, costMs, savedMs } : null;
}
