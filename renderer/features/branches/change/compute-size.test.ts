import { expect, it } from "vitest";
import { sizeProblem, sizeWords, unitChoices, unitChoicesWith } from "./compute-size.ts";

const size = (leastUnits: number, mostUnits: number) => ({ leastUnits, mostUnits });

it("says a size, and what of it is refused", () => {
  const sizes = [size(0.25, 2), size(1, 1), size(2, 1), size(1, 9), size(1, 10), size(14, 18), size(56, 56)];
  expect(sizes.map((one) => [sizeWords(one), sizeProblem(one)])).toEqual([
    ["0.25 to 2 CU", null],
    ["1 CU", null],
    ["2 to 1 CU", "The least is more than the most."],
    ["1 to 9 CU", null],
    ["1 to 10 CU", "It moves by at most 8 units."],
    ["14 to 18 CU", "Beyond 16 units it does not move by itself: choose the same for both."],
    ["56 CU", null],
  ]);
});

it("offers what is in use too", () => {
  expect([unitChoicesWith(size(0.25, 2)), unitChoicesWith(size(1.5, 64))]).toEqual([
    [...unitChoices],
    [0.25, 0.5, 1, 1.5, ...unitChoices.slice(3), 64],
  ]);
});
