import { expect, it } from "vitest";
import { formatTimeLeft } from "./model.ts";

it("shows the time that is left as a clock does", () => {
  expect([-5, 0, 1, 702_000, 59_000, 3_599_001, 3_900_000].map(formatTimeLeft)).toEqual([
    "00:00",
    "00:00",
    "00:01",
    "11:42",
    "00:59",
    "1:00:00",
    "1:05:00",
  ]);
});
