/** Milliseconds of a column, all with as many decimals as the whole run needs: a run below 10 ms is more than zeros. */
export function printMs(ms: number, wholeMs: number | null): string {
  const digits = wholeMs === null || wholeMs >= 10 ? 1 : wholeMs >= 1 ? 2 : 3;
  return ms.toFixed(digits);
}
