import { describe, expect, it } from "vitest";
import { compareSegments } from "./compare-segments.ts";

describe("comparing segments", () => {
  it("chooses those that differ in a count or a hash, or that one side lacks", () => {
    const from = "0 3 1\n1 2 5\n9 1 7\n15 1 -1";
    const to = "1 2 5\n0 3 -1\n10 4 7\n15 1 -1";
    const { chosen, differing, rows } = compareSegments(from, to, 16);
    expect({ chosen: [...chosen], differing, rows }).toEqual({
      chosen: [0b0000_0001, 0b0000_0110],
      differing: 3,
      rows: [7, 10],
    });
  });

  it("takes empty tables", () => {
    expect(compareSegments("", "", 8)).toEqual({ chosen: Buffer.alloc(1), differing: 0, rows: [0, 0] });
  });
});
