import { describe, expect, it } from "vitest";
import { filterByCell, filtersOfTab, sortAfterClick } from "./filters.ts";

describe("sorting by clicks", () => {
  it("goes up, down and back to the table's own order", () => {
    const up = sortAfterClick([], "ts", false);
    const down = sortAfterClick(up, "ts", false);
    expect([up, down, sortAfterClick(down, "ts", false)]).toEqual([
      [{ column: "ts", isDescending: false }],
      [{ column: "ts", isDescending: true }],
      [],
    ]);
  });

  it("adds with Shift, in the order of the clicks", () => {
    const both = sortAfterClick(sortAfterClick([], "a", true), "b", true);
    expect(both.map(({ column }) => column)).toEqual(["a", "b"]);
    expect(sortAfterClick(both, "a", true)).toEqual([
      { column: "a", isDescending: true },
      { column: "b", isDescending: false },
    ]);
    expect(sortAfterClick(both, "c", false)).toEqual([{ column: "c", isDescending: false }]);
  });
});

describe("filters", () => {
  it("keep NULL and the empty text apart", () => {
    expect([filterByCell("a", null, false), filterByCell("a", null, true), filterByCell("a", "", false)]).toEqual([
      { column: "a", operator: "isNull", value: null },
      { column: "a", operator: "isNotNull", value: null },
      { column: "a", operator: "=", value: "" },
    ]);
    expect(filtersOfTab([{ column: "id", value: "1" }])).toEqual([{ column: "id", operator: "=", value: "1" }]);
    expect(filtersOfTab(undefined)).toEqual([]);
  });
});
