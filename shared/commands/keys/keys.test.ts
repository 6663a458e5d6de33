import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPressed, keysOfEvent, type ParsedKeys, parseKeys, sameKeys, splitKeys, writeKeys } from "./keys.ts";

const event = (key: string, code: string, more = {}) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});
const parsed = fc.record<ParsedKeys>({
  mod: fc.boolean(),
  ctrl: fc.boolean(),
  meta: fc.boolean(),
  alt: fc.boolean(),
  shift: fc.boolean(),
  key: fc.constantFrom("K", "7", "F5", "Enter", "PageDown", "Plus", ",", "`", "Ä", "ArrowLeft", "Space"),
});
const anyEvent = fc.record({
  key: fc.oneof(fc.constantFrom("k", "K", "л", "ß", "†", "Dead", "F5", " ", "+", "Control", "Enter"), fc.string()),
  code: fc.constantFrom("KeyK", "Digit7", "F5", "Space", "", "Minus"),
  ctrlKey: fc.boolean(),
  metaKey: fc.boolean(),
  shiftKey: fc.boolean(),
  altKey: fc.boolean(),
});

describe("keys as text", () => {
  it("are the same after being written and read", () => {
    fc.assert(
      fc.property(parsed, (keys) => {
        expect(parseKeys(writeKeys(keys))).toEqual(keys);
      }),
    );
  });

  it("are refused when they are none", () => {
    const none = ["", "Mod+", "Mod+k", "Mod+Mod+K", "Hyper+K", "Mod+K F1", "F25", "Mod++", "Mod+AB", "Shift", "\u0007"];
    expect(none.map(parseKeys)).toEqual(none.map(() => null));
    expect([splitKeys(undefined), splitKeys(""), splitKeys("Mod+K F1")]).toEqual([[], [], ["Mod+K", "F1"]]);
  });

  it("are the same when Mod is what the platform takes for it", () => {
    expect([sameKeys("Mod+K", false), sameKeys("Mod+K", true), sameKeys("Shift+Alt+F", false)]).toEqual([
      "Ctrl+K",
      "Meta+K",
      "Alt+Shift+F",
    ]);
  });
});

describe("keys that are pressed", () => {
  it("are those that the event is kept as, on every platform", () => {
    fc.assert(
      fc.property(anyEvent, fc.boolean(), (pressed, isMac) => {
        const keys = keysOfEvent(pressed, isMac);
        if (keys !== null) expect([parseKeys(keys) !== null, isPressed(keys, pressed, isMac)]).toEqual([true, true]);
      }),
    );
  });

  it("takes Mod for Ctrl, and for ⌘ on a Mac", () => {
    const ctrlK = event("k", "KeyK", { ctrlKey: true });
    const metaK = event("k", "KeyK", { metaKey: true });
    expect([
      isPressed("Mod+K", ctrlK, false),
      isPressed("Mod+K", ctrlK, true),
      isPressed("Mod+K", metaK, true),
      keysOfEvent(ctrlK, true),
      keysOfEvent(metaK, false),
    ]).toEqual([true, false, true, "Ctrl+K", "Meta+K"]);
  });

  it("wants exactly the keys that are named", () => {
    const ctrlShiftT = event("T", "KeyT", { ctrlKey: true, shiftKey: true });
    expect([isPressed("Mod+T", ctrlShiftT, false), isPressed("Mod+Shift+T", ctrlShiftT, false)]).toEqual([false, true]);
    expect([isPressed("Space", event(" ", "Space"), false), isPressed("Plus", event("+", "Equal"), false)]).toEqual([
      true,
      true,
    ]);
  });

  it("knows digits by their place and letters by their sign", () => {
    const altOne = event("¡", "Digit1", { altKey: true });
    const dvorak = event("k", "KeyV", { ctrlKey: true });
    const cyrillic = event("л", "KeyK", { ctrlKey: true });
    expect([
      isPressed("Alt+1", altOne, true),
      isPressed("Mod+K", dvorak, false),
      isPressed("Mod+V", dvorak, false),
      isPressed("Mod+K", cyrillic, false),
      keysOfEvent(altOne, true),
    ]).toEqual([true, true, false, true, "Alt+1"]);
  });

  it("leaves AltGr to the text, and waits while only Ctrl is down", () => {
    const altGr = event("@", "KeyQ", { ctrlKey: true, altKey: true, getModifierState: () => true });
    expect([isPressed("Mod+Alt+Q", altGr, false), keysOfEvent(altGr, false)]).toEqual([false, null]);
    expect(["Control", "Shift", "Dead", "Unidentified"].map((key) => keysOfEvent(event(key, ""), false))).toEqual(
      Array(4).fill(null),
    );
  });
});
