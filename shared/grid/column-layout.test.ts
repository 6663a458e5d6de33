import { describe, expect, it } from "vitest";
import { columnLayoutSchema, plainLayout, sortAfterClick, withSort } from "./column-layout.ts";

describe("the sort of a table", () => {
  const a = { column: "a", isDescending: false, isNullsFirst: false };
  const aDown = { column: "a", isDescending: true, isNullsFirst: true };
  const b = { column: "b", isDescending: false, isNullsFirst: true };

  it("turns with each click on a head: up, down, none", () => {
    expect(sortAfterClick([], "a", false)).toEqual([a]);
    expect(sortAfterClick([a], "a", false)).toEqual([aDown]);
    expect(sortAfterClick([aDown], "a", false)).toEqual([]);
    expect(sortAfterClick([b], "a", false)).toEqual([a]);
  });

  it("keeps the other columns, and each one's rank, when a column is added", () => {
    expect(sortAfterClick([b], "a", true)).toEqual([b, a]);
    expect(sortAfterClick([a, b], "a", true)).toEqual([aDown, b]);
    expect(sortAfterClick([aDown, b], "a", true)).toEqual([b]);
    expect(withSort([a, b], "a", { isDescending: false, isNullsFirst: true }, true)).toEqual([
      { ...a, isNullsFirst: true },
      b,
    ]);
  });
});

describe("a kept layout", () => {
  it("comes back as it was, whatever the columns are called", () => {
    const layout = {
      ...plainLayout,
      order: ["__proto__", "", 'a"b', "constructor"],
      hidden: ["toString"],
      widths: [{ column: "__proto__", pixels: 120 }],
      sort: [{ column: "constructor", isDescending: true, isNullsFirst: false }],
    };
    expect(columnLayoutSchema.parse(JSON.parse(JSON.stringify(layout)))).toEqual(layout);
  });

  it("is refused with widths that no screen has", () => {
    const width = (pixels: number) =>
      columnLayoutSchema.safeParse({ ...plainLayout, widths: [{ column: "a", pixels }] }).success;
    expect([39, 40, 4000, 4001].map(width)).toEqual([false, true, true, false]);
  });
});
