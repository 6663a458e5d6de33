import { beforeEach, expect, it } from "vitest";
import { plainLayout } from "../../shared/grid/column-layout.ts";
import { layoutKey, maxKeptLayouts, useGridLayouts } from "./grid-layouts.ts";

const { change } = useGridLayouts.getState();
beforeEach(() => useGridLayouts.setState({ kept: [] }));

it("keeps one layout for each table, the same on every branch", () => {
  const key = layoutKey({ connectionId: "c", branchId: "b" }, "public", "t");
  expect(key).toBe(layoutKey({ connectionId: "c" }, "public", "t"));
  change(key, (layout) => ({ ...layout, hidden: ["a"] }));
  change(key, (layout) => ({ ...layout, order: ["b"] }));
  change("other", (layout) => layout);
  expect(useGridLayouts.getState().kept).toEqual([{ key, layout: { ...plainLayout, hidden: ["a"], order: ["b"] } }]);
});

it("forgets the table that was left alone the longest", () => {
  for (let index = 0; index <= maxKeptLayouts; index++)
    change(`t${index}`, (layout) => ({ ...layout, hidden: [String(index)] }));
  change("t1", (layout) => ({ ...layout, hidden: [] }));
  change("new", (layout) => ({ ...layout, hidden: ["x"] }));
  const keys = useGridLayouts.getState().kept.map(({ key }) => key);
  expect([keys.length, keys.includes("t0"), keys.includes("t1"), keys.includes("t2")]).toEqual([
    maxKeptLayouts,
    false,
    true,
    false,
  ]);
});
