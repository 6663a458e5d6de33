import { describe, expect, it } from "vitest";
import { fitToScreens, windowStateSchema } from "./window-state.ts";

const left = { x: 0, y: 0, width: 1920, height: 1080 };
const right = { x: 1920, y: 0, width: 2560, height: 1440 };
const stateAt = (x: number, y: number) => ({ bounds: { x, y, width: 1200, height: 800 }, isMaximized: true });

describe("fitToScreens", () => {
  it("keeps a window that can be reached", () => {
    expect(fitToScreens(stateAt(100, 100), [left])).toEqual(stateAt(100, 100));
    expect(fitToScreens(stateAt(3000, 500), [left, right])).toEqual(stateAt(3000, 500));
  });

  it.each([
    ["on a screen that is gone", 3000, 500],
    ["with its title bar above the screen", 100, -40],
    ["with a sliver at the edge", 1800, 100],
    ["below the screen", 100, 1020],
  ])("forgets a window %s", (_where, x, y) => {
    expect(fitToScreens(stateAt(x, y), [left])).toEqual({ bounds: null, isMaximized: true });
  });
});

describe("windowStateSchema", () => {
  it("refuses sizes that no window has", () => {
    const parse = (width: unknown) =>
      windowStateSchema.safeParse({ bounds: { x: 0, y: 0, width, height: 1 }, isMaximized: false }).success;
    expect([parse(1), parse(0), parse(1.5), parse(1e9), parse("1")]).toEqual([true, false, false, false, false]);
  });
});
