import { type JudgedQuery, perCall } from "../query-rule.ts";

const minRows = 10_000;
const minBlocks = 100;

/** Whether a statement reads at least 100 blocks with a call: below that no index is worth its upkeep. */
export function blocksPerCall(query: JudgedQuery): number {
  const { sharedHit, sharedRead } = query.group.figures.counters;
  return perCall(query, (sharedHit ?? 0) + (sharedRead ?? 0)) ?? 0;
}

/** Whether an index could matter: enough blocks with a call, of a table that is not tiny. */
export function isWorthIndex(query: JudgedQuery, estimatedRows: number | null): boolean {
  return blocksPerCall(query) >= minBlocks && (estimatedRows ?? 0) >= minRows;
}
