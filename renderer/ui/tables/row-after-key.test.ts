import { expect, it } from "vitest";
import { rowAfterKey } from "./row-after-key.ts";

it("stays within the rows", () => {
  const keys = ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End", "Enter", "a"];
  expect(keys.map((key) => rowAfterKey(key, 2, 10, 5))).toEqual([3, 1, 7, 0, 0, 9, 2, null]);
  expect([rowAfterKey("ArrowDown", 9, 10, 5), rowAfterKey("End", 0, 0, 5)]).toEqual([9, null]);
});
