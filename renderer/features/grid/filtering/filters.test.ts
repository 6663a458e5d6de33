import { describe, expect, it } from "vitest";
import { conditionsOfTab, filterByCell, filterOf, valueWords } from "./filters.ts";

describe("filters", () => {
  it("keep NULL and the empty text apart", () => {
    expect([filterByCell("a", null, false), filterByCell("a", null, true), filterByCell("a", "", false)]).toEqual([
      { column: "a", operator: "isNull", value: null },
      { column: "a", operator: "isNotNull", value: null },
      { column: "a", operator: "=", value: "" },
    ]);
    expect(valueWords(filterByCell("a", "", false))).toBe("''");
  });

  it("are what a tab was opened to show", () => {
    const equal = { column: "id", operator: "=", value: "1" };
    expect(conditionsOfTab([{ column: "id", value: "1" }])).toEqual({ filters: [equal], where: null });
    expect(conditionsOfTab(undefined)).toEqual({ filters: [], where: null });
  });

  it("take one value on each line where they take several", () => {
    const several = filterOf("kind", "in", "error\n\n milestone\n");
    expect([several, valueWords(several)]).toEqual([
      { column: "kind", operator: "in", value: null, values: ["error", "", " milestone"] },
      "error, '',  milestone",
    ]);
    expect(filterOf("kind", "=", "a\n")).toEqual({ column: "kind", operator: "=", value: "a\n" });
    expect(filterOf("kind", "isNull", "x")).toEqual({ column: "kind", operator: "isNull", value: null });
  });
});
