import { expect, it } from "vitest";
import { firstOf } from "./first-of.ts";

it("gives the first of many and says how many are left", () => {
  expect([firstOf([1, 2, 3], 2), firstOf([1, 2], 2), firstOf([], 2)]).toEqual([
    { shown: [1, 2], left: 1 },
    { shown: [1, 2], left: 0 },
    { shown: [], left: 0 },
  ]);
});
