import { expect, it } from "vitest";
import { sortWords } from "./use-announcement.ts";

it("says the sort in words", () => {
  const column = (name: string, isDescending: boolean) => ({ column: name, isDescending, isNullsFirst: false });
  expect([[], [column("ts", true)], [column("a", false), column("b\u202e", true)]].map(sortWords)).toEqual([
    "Not sorted",
    "Sorted by ts descending",
    "Sorted by a ascending, then b\\u{202e} descending",
  ]);
});
