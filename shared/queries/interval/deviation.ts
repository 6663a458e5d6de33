/** Calls with their time: enough to take apart or join the spread of two groups of calls. */
export interface Spread {
  readonly counters: { readonly calls: number | null; readonly execMs: number | null };
  readonly stddevMs: number;
}

function momentsOf({ counters, stddevMs }: Spread) {
  const calls = counters.calls ?? 0;
  const mean = calls === 0 ? 0 : (counters.execMs ?? 0) / calls;
  return { calls, mean, squares: stddevMs ** 2 * calls };
}

/** Population standard deviation of the calls that came after `earlier`: the joining rule of Chan et al. turned around. */
export function subtractDeviation(earlier: Spread, after: Spread): number {
  const [a, all] = [momentsOf(earlier), momentsOf(after)];
  const calls = all.calls - a.calls;
  if (calls <= 0) return 0;
  const mean = (all.mean * all.calls - a.mean * a.calls) / calls;
  const squares = all.squares - a.squares - ((mean - a.mean) ** 2 * a.calls * calls) / all.calls;
  return Math.sqrt(Math.max(0, squares) / calls);
}

/** Population standard deviation of the calls of all groups together. */
export function joinDeviations(groups: readonly Spread[]): number {
  const parts = groups.map(momentsOf);
  const calls = parts.reduce((sum, part) => sum + part.calls, 0);
  if (calls === 0) return 0;
  const mean = parts.reduce((sum, part) => sum + part.mean * part.calls, 0) / calls;
  const squares = parts.reduce((sum, part) => sum + part.squares + (part.mean - mean) ** 2 * part.calls, 0);
  return Math.sqrt(squares / calls);
}
