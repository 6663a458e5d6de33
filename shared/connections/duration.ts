const unitMs = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 } as const;
type Unit = keyof typeof unitMs;
const units = ["h", "min", "s", "ms"] as const;

/** A time as it is typed: in the largest unit that needs no fraction; `none` for 0, which is no limit. */
export function formatDuration(durationMs: number): string {
  if (durationMs === 0) return "none";
  const unit = units.find((candidate) => durationMs % unitMs[candidate] === 0) ?? "ms";
  return `${durationMs / unitMs[unit]} ${unit}`;
}

/** Reads `500 ms`, `30 s`, `5 min`, `1.5 h` or `none`, in milliseconds; null for anything else, a number without a unit too. */
export function parseDuration(text: string): number | null {
  const typed = text.trim().toLowerCase();
  if (typed === "none") return 0;
  const match = /^(\d{1,9}(?:\.\d{1,3})?)\s*(ms|s|min|h)$/.exec(typed);
  const [, number, word] = match ?? [];
  const unit = units.find((candidate) => candidate === word);
  return number === undefined || unit === undefined ? null : toMs(Number(number), unit);
}

function toMs(count: number, unit: Unit): number {
  return Math.round(count * unitMs[unit]);
}
