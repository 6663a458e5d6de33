import { describe, expect, it } from "vitest";
import { summarize } from "./statistics.ts";

describe("summarize", () => {
  it("gives the middle and the ends, whatever the order", () => {
    expect([[5], [3, 1, 2], [10, 4, 1, 7]].map(summarize)).toEqual([
      { median: 5, least: 5, most: 5, count: 1, p95: 5, p99: 5 },
      { median: 2, least: 1, most: 3, count: 3, p95: 3, p99: 3 },
      { median: 5.5, least: 1, most: 10, count: 4, p95: 10, p99: 10 },
    ]);
  });

  it("gives what 95 and 99 of 100 do not exceed", () => {
    const { p95, p99 } = summarize(Array.from({ length: 200 }, (_, index) => 200 - index));
    expect([p95, p99]).toEqual([190, 198]);
  });

  it("has nothing to say of nothing", () => {
    expect(() => summarize([])).toThrow("Nothing was measured");
  });
});
