import { describe, expect, it } from "vitest";
import { filterByCell, filtersOfTab } from "./filters.ts";

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
