/** Milliseconds that a server asks to wait: `Retry-After` in seconds or as an HTTP date; null when absent or not understood. */
export function parseRetryAfter(value: unknown, nowMs: number): number | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = String(value).trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Za-z]{3,9},? /.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

/** Milliseconds before attempt `attempt` (1 is the first repetition): doubled each time up to the cap, half of it chance. */
export function backOffMs(attempt: number, random: number, firstMs = 300, capMs = 10_000): number {
  const whole = Math.min(capMs, firstMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(whole / 2 + (whole / 2) * random);
}

/**
 * A rate budget: `burst` requests at once, then `perSecond`. In any w seconds at most burst + w · perSecond are let
 * through. Neon allows 700 a minute for all of the user's tools (documentation, 2026).
 */
export class RateBudget {
  private readonly perSecond: number;
  private readonly burst: number;
  /** The moment at which the budget would be full if nothing more were taken. */
  private fullAtMs = 0;

  constructor(perSecond: number, burst: number) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  /** Takes one request; answers how long to wait before it is sent. */
  take(nowMs: number): number {
    const eachMs = 1000 / this.perSecond;
    const readyMs = Math.max(nowMs, this.fullAtMs - (this.burst - 1) * eachMs);
    this.fullAtMs = Math.max(this.fullAtMs, readyMs) + eachMs;
    return readyMs - nowMs;
  }
}
