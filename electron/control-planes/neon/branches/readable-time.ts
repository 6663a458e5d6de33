/** A time of Neon's (RFC 3339, any zone) as ISO 8601 UTC. What is no time stays as it came: shown, never computed with. */
export function readableTime(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? text : new Date(ms).toISOString();
}

/** The moment `seconds` from now as Neon takes it: RFC 3339, no fractions. */
export function momentIn(seconds: number, nowMs: number): string {
  return new Date(nowMs + seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");
}
