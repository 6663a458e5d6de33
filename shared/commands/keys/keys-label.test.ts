import { expect, it } from "vitest";
import { isMacPlatform, keysLabel } from "./keys-label.ts";

const keys = [
  "Mod+Shift+K",
  "Ctrl+Tab",
  "Alt+ArrowLeft",
  "Mod+Alt+Backspace",
  "Mod+Plus",
  "Meta+Escape",
  "Shift+Click",
];

it("says keys as the platform does", () => {
  expect(keys.map((one) => keysLabel(one, false))).toEqual([
    "Ctrl Shift K",
    "Ctrl Tab",
    "Alt ←",
    "Ctrl Alt Backspace",
    "Ctrl +",
    "Super Esc",
    "Shift Click",
  ]);
  expect(keys.map((one) => keysLabel(one, true))).toEqual(["⇧⌘K", "⌃⇥", "⌥←", "⌥⌘⌫", "⌘+", "⌘⎋", "Shift+Click"]);
});

it("knows a Mac", () => {
  expect(["MacIntel", "Linux x86_64", "Win32"].map(isMacPlatform)).toEqual([true, false, false]);
});
