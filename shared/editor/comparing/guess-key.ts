import type { AlignedColumn, ComparedResult } from "./align-columns.ts";

/** Pairs are tried among the first columns only: keys stand in front, and each try reads every row. */
const pairedColumns = 5;
/** Least share of keys that all results have; with fewer in common, matching would only tear rows apart. */
const leastShared = 0.5;

/**
 * The columns that tell the rows apart in every result: one column, else two, without NULL and without repeats, of which
 * most values are in all results; the first of equals. Empty when there are none, or only single rows: then rows are matched by their position.
 */
export function guessKey(results: readonly ComparedResult[], columns: readonly AlignedColumn[]): readonly number[] {
  if (results.every(({ rowCount }) => rowCount <= 1)) return [];
  const everywhere = columns.flatMap(({ indexes }, column) => (indexes.includes(null) ? [] : [column]));
  const singles = everywhere.map((column) => [column]);
  const front = everywhere.slice(0, pairedColumns);
  const pairs = front.flatMap((left, at) => front.slice(at + 1).map((right) => [left, right]));
  return bestOf(results, columns, singles) ?? bestOf(results, columns, pairs) ?? [];
}

function bestOf(
  results: readonly ComparedResult[],
  columns: readonly AlignedColumn[],
  candidates: readonly (readonly number[])[],
): readonly number[] | null {
  let best: { key: readonly number[]; shared: number } | null = null;
  for (const key of candidates) {
    const shared = sharedKeys(results, columns, key);
    if (shared !== null && shared >= leastShared && shared > (best?.shared ?? 0)) best = { key, shared };
    if (shared === 1) break;
  }
  return best?.key ?? null;
}

/** The share of the smallest result's keys that are in all results; null when a key repeats or is NULL somewhere. */
function sharedKeys(
  results: readonly ComparedResult[],
  columns: readonly AlignedColumn[],
  key: readonly number[],
): number | null {
  let common: ReadonlySet<string> | null = null;
  let smallest = Number.POSITIVE_INFINITY;
  for (const [at, result] of results.entries()) {
    const own = new Set<string>();
    for (let row = 0; row < result.rowCount; row++) {
      const values = key.map((column) => result.cell(row, columns[column]?.indexes[at] ?? 0));
      if (values.includes(null)) return null;
      own.add(JSON.stringify(values));
    }
    if (own.size < result.rowCount) return null;
    smallest = Math.min(smallest, own.size);
    common = intersect(common, own);
  }
  if (smallest === 0) return null;
  return (common?.size ?? 0) / smallest;
}

function intersect(left: ReadonlySet<string> | null, right: ReadonlySet<string>): ReadonlySet<string> {
  return left === null ? right : new Set([...left].filter((value) => right.has(value)));
}
