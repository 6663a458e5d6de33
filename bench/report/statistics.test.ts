import { describe, expect, it } from "vitest";
import { summarize } from "./statistics.ts";

describe("summarize", () => {
  it("gives the middle and the ends, whatever the order", () => {
    expect([[5], [3, 1, 2], [10, 4, 1, 7]].map(summarize)).toEqual([
      { median: 5, least: 5, most: 5, count: 1 },
      { median: 2, least: 1, most: 3, count: 3 },
      { median: 5.5, least: 1, most: 10, count: 4 },
    ]);
  });

  it("has nothing to say of nothing", () => {
    expect(() => summarize([])).toThrow("Nothing was measured");
  });
});
