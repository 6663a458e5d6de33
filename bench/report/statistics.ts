/** The middle of some values, and how far they lie apart. */
export interface Summary {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly count: number;
  /** The values that 95 and 99 of 100 do not exceed. */
  readonly p95: number;
  readonly p99: number;
}

/** Summarises values; of an even number of them the median is the mean of the two in the middle. */
export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) throw new Error("Nothing was measured.");
  const lower = sorted.length % 2 === 0 ? (sorted[middle - 1] ?? upper) : upper;
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? upper;
  const [least, most, count] = [sorted[0] ?? upper, sorted.at(-1) ?? upper, sorted.length];
  return { median: (lower + upper) / 2, least, most, count, p95: at(0.95), p99: at(0.99) };
}
