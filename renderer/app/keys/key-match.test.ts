import { describe, expect, it } from "vitest";
import { isPressed, isSafeInText } from "./key-match.ts";

const event = (key: string, code: string, more = {}) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe("isPressed", () => {
  it("takes Mod for Ctrl, and for ⌘ on a Mac", () => {
    const ctrlK = event("k", "KeyK", { ctrlKey: true });
    const metaK = event("k", "KeyK", { metaKey: true });
    expect([
      isPressed("Mod+K", ctrlK, false),
      isPressed("Mod+K", ctrlK, true),
      isPressed("Mod+K", metaK, true),
    ]).toEqual([true, false, true]);
  });

  it("wants exactly the keys that are named", () => {
    const ctrlShiftT = event("T", "KeyT", { ctrlKey: true, shiftKey: true });
    expect([isPressed("Mod+T", ctrlShiftT, false), isPressed("Mod+Shift+T", ctrlShiftT, false)]).toEqual([false, true]);
    expect(isPressed("F5 Mod+R", event("F5", "F5"), false)).toBe(true);
  });

  it("knows digits by their place and letters by their sign", () => {
    const altOne = event("¡", "Digit1", { altKey: true });
    const dvorak = event("k", "KeyV", { ctrlKey: true });
    expect([
      isPressed("Alt+1", altOne, true),
      isPressed("Mod+K", dvorak, false),
      isPressed("Mod+V", dvorak, false),
    ]).toEqual([true, true, false]);
  });
});

describe("isSafeInText", () => {
  it("lets only keys through that write nothing", () => {
    expect(["Mod+K", "F6", "Shift+F6", "Alt+1", "Space", "Shift+A", "F5 X"].map(isSafeInText)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
