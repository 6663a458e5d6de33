import { expect, it } from "vitest";
import { rangesOf } from "./model.ts";

it("makes ranges of starts and ends in turn", () => {
  expect(rangesOf([0, 8, 10, 18])).toEqual([
    { start: 0, end: 8 },
    { start: 10, end: 18 },
  ]);
  expect(rangesOf([])).toEqual([]);
});
