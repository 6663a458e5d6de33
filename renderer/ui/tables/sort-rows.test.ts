import { describe, expect, it } from "vitest";
import { sortRows } from "./sort-rows.ts";

const rows = [
  { name: "idx_10", bytes: 5 },
  { name: "idx_9", bytes: null },
  { name: "Idx_1", bytes: 70 },
  { name: "idx_2", bytes: 5 },
];
const names = (sorted: readonly { readonly name: string }[]) => sorted.map(({ name }) => name);

describe("sortRows", () => {
  it("reads numbers in names and leaves the rows it was given", () => {
    expect(names(sortRows(rows, (row) => row.name, false))).toEqual(["Idx_1", "idx_2", "idx_9", "idx_10"]);
    expect(names(rows)).toEqual(["idx_10", "idx_9", "Idx_1", "idx_2"]);
  });

  it("keeps nulls last and equals in order", () => {
    expect(names(sortRows(rows, (row) => row.bytes, false))).toEqual(["idx_10", "idx_2", "Idx_1", "idx_9"]);
    expect(names(sortRows(rows, (row) => row.bytes, true))).toEqual(["Idx_1", "idx_10", "idx_2", "idx_9"]);
  });
});
