import { expect, it } from "vitest";
import { headStep } from "./head-keys.ts";

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const step = (key: string, held: Partial<typeof none> = {}, column = 2) =>
  headStep({ key, ...none, ...held }, column, 5);

it("moves between the heads and stays inside", () => {
  expect([step("ArrowLeft"), step("ArrowRight"), step("Home"), step("End")]).toEqual(
    [1, 3, 0, 4].map((column) => ({ kind: "focus", column })),
  );
  expect([step("ArrowLeft", {}, 0), step("ArrowRight", {}, 4), step("ArrowRight", { ctrlKey: true })]).toEqual(
    [0, 4, 4].map((column) => ({ kind: "focus", column })),
  );
});

it("moves and resizes the column itself with Shift, and opens its menu", () => {
  expect(step("ArrowLeft", { shiftKey: true, altKey: true })).toEqual({ kind: "move", direction: -1 });
  expect(step("ArrowRight", { shiftKey: true })).toEqual({ kind: "resize", direction: 1 });
  expect([step("ContextMenu"), step("F10", { shiftKey: true }), step("ArrowDown", { altKey: true })]).toEqual(
    Array(3).fill({ kind: "menu" }),
  );
  expect([step("ArrowDown"), step("Escape")]).toEqual(Array(2).fill({ kind: "rows" }));
});

it("leaves the button's keys, and the browser's, alone", () => {
  expect([step("Enter"), step(" "), step("Tab"), step("ArrowLeft", { altKey: true }), step("a")]).toEqual(
    Array(5).fill(null),
  );
});
