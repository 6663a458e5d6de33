import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backOffMs, parseRetryAfter, RateBudget } from "./waiting.ts";

describe("Retry-After", () => {
  const now = Date.UTC(2026, 10, 28, 12, 0, 0);

  it("is read as seconds and as a date, and ignored when it is neither", () => {
    const values = [
      "7",
      " 0 ",
      3,
      "Sat, 28 Nov 2026 12:01:30 GMT",
      "Sat, 28 Nov 2026 11:00:00 GMT",
      "soon",
      "-3",
      "1.5",
    ];
    expect([...values, undefined, null, ["7"]].map((value) => parseRetryAfter(value, now))).toEqual([
      ...[7_000, 0, 3_000, 90_000, 0],
      ...[null, null, null, null, null, null],
    ]);
  });

  it("reads back every date that a server can name, and never asks for less than nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), (seconds) => {
        const date = new Date(now + seconds * 1000).toUTCString();
        expect(parseRetryAfter(date, now)).toBe(Math.max(0, seconds * 1000));
      }),
    );
  });
});

it("backs off within half and the whole of a doubled, capped wait", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.double({ min: 0, max: 0.999999, noNaN: true }),
      (attempt, random) => {
        const whole = Math.min(10_000, 300 * 2 ** (attempt - 1));
        const wait = backOffMs(attempt, random);
        expect(wait).toBeGreaterThanOrEqual(Math.floor(whole / 2));
        expect(wait).toBeLessThanOrEqual(whole);
      },
    ),
  );
});

describe("the rate budget", () => {
  it("lets no window have more than its burst and its rate", () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 1_500 }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 30 }),
        pauses,
        (perSecond, burst, steps) => {
          const budget = new RateBudget(perSecond, burst);
          let now = 1_000_000;
          const sent = steps.map((pause) => {
            now += pause;
            return now + budget.take(now);
          });
          for (const [index, from] of sent.entries())
            for (const [offset, to] of sent.slice(index).entries())
              expect(offset + 1).toBeLessThanOrEqual(burst + ((to - from) / 1000) * perSecond + 1e-6);
        },
      ),
    );
  });

  it("keeps nobody waiting who stays under the rate", () => {
    const budget = new RateBudget(5, 3);
    expect(Array.from({ length: 50 }, (_, index) => budget.take(index * 200))).toEqual(new Array(50).fill(0));
  });
});
