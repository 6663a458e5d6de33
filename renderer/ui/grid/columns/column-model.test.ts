import { describe, expect, it } from "vitest";
import { plainLayout } from "../../../../shared/grid/column-layout.ts";
import { columnIds, moved } from "./column-model.ts";

describe("ids of columns", () => {
  it("are the names; a name that comes again gets its place", () => {
    expect(columnIds(["a", "b", "a", "__proto__", "a"].map((name) => ({ name })))).toEqual([
      "a",
      "b",
      "a\u00002",
      "__proto__",
      "a\u00004",
    ]);
  });
});

describe("moving a column", () => {
  const all = ["a", "b", "c", "d"];

  it("puts it before or after another, hidden ones included", () => {
    expect(moved(plainLayout, all, "d", "b", "before").order).toEqual(["a", "d", "b", "c"]);
    expect(moved(plainLayout, all, "a", "c", "after").order).toEqual(["b", "c", "a", "d"]);
    expect(moved({ ...plainLayout, order: ["gone"] }, all, "a", "b", "after").order).toEqual([
      "b",
      "a",
      "c",
      "d",
      "gone",
    ]);
  });

  it("takes over how the other one is pinned", () => {
    const layout = { ...plainLayout, pinnedStart: ["a", "b"], pinnedEnd: ["d"] };
    expect(moved(layout, all, "c", "a", "after")).toMatchObject({ pinnedStart: ["a", "c", "b"], pinnedEnd: ["d"] });
    expect(moved(layout, all, "a", "d", "before")).toMatchObject({ pinnedStart: ["b"], pinnedEnd: ["a", "d"] });
    expect(moved(layout, all, "a", "c", "after")).toMatchObject({ pinnedStart: ["b"], pinnedEnd: ["d"] });
  });

  it("does nothing with columns that are not there", () => {
    expect([moved(plainLayout, all, "a", "a", "after"), moved(plainLayout, all, "x", "a", "after")]).toEqual([
      plainLayout,
      plainLayout,
    ]);
  });
});
