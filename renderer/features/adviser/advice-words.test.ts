import { expect, it } from "vitest";
import { firstLine, oneLine, timesLess } from "./advice-words.ts";

it("says how much less something is", () => {
  const pairs = [
    [380, 10],
    [15, 10],
    [10, 10],
    [10, 12],
    [10, 0],
    [0, 0],
    [123_456, 10],
  ] as const;
  expect(pairs.map(([before, after]) => timesLess(before, after))).toEqual([
    "38 × less",
    "1.5 × less",
    "as much",
    "as much",
    "nothing left",
    "as much",
    "12,346 × less",
  ]);
});

it("names a query by its first line that is no comment", () => {
  expect(firstLine("-- errors\n\n  SELECT *\n  FROM t")).toBe("SELECT *");
  expect(firstLine("   ")).toBe("");
  expect([oneLine("\n SELECT *\n  FROM t"), oneLine("x".repeat(400)).length]).toEqual(["SELECT * FROM t", 301]);
});
