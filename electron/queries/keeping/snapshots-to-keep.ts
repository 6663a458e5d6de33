const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Snapshots that are all kept, and how close together older ones may stand by their age. */
const newestKept = 24;
const spacing: readonly { readonly untilAgeMs: number; readonly everyMs: number }[] = [
  { untilAgeMs: 2 * dayMs, everyMs: hourMs },
  { untilAgeMs: 14 * dayMs, everyMs: 6 * hourMs },
  { untilAgeMs: 120 * dayMs, everyMs: dayMs },
];

/**
 * Which snapshots stay, of times in ms, newest first: the newest 24, then one an hour for two days, four a day for two
 * weeks, one a day for four months. The oldest of its stretch stays, so that a later choice keeps it again.
 */
export function snapshotsToKeep(newestFirst: readonly number[], nowMs: number): ReadonlySet<number> {
  const kept = new Set(newestFirst.slice(0, newestKept));
  const stretches = new Set<string>();
  for (const at of newestFirst.slice(newestKept).toReversed()) {
    const rule = spacing.find(({ untilAgeMs }) => nowMs - at <= untilAgeMs);
    if (!rule) continue;
    const stretch = `${rule.everyMs} ${Math.floor(at / rule.everyMs)}`;
    if (stretches.has(stretch)) continue;
    stretches.add(stretch);
    kept.add(at);
  }
  return kept;
}
