import { expect, it } from "vitest";
import { isForText } from "./keys-in-text.ts";

const split = (keys: string, isMac = false) => {
  const all = keys.split(" ");
  return [all.filter((one) => isForText(one, isMac)), all.filter((one) => !isForText(one, isMac))];
};

it("leaves a text what writes, moves, copies and undoes in it", () => {
  expect(
    split(
      "A Shift+A Space Enter Escape Tab Mod+Z Mod+Shift+Z Mod+C Mod+Backspace Mod+Shift+Backspace Mod+Home Alt+ArrowUp",
    ),
  ).toEqual([expect.any(Array), []]);
});

it("lets through what means nothing to a text", () => {
  expect(
    split("Mod+K F6 Shift+F6 Alt+1 Mod+Enter Ctrl+Tab Ctrl+Space Mod+Shift+C Alt+PageDown Shift+Alt+F")[0],
  ).toEqual([]);
});

it("knows that Option writes on a Mac", () => {
  expect(split("Alt+1 Shift+Alt+F Alt+PageDown Mod+Alt+B", true)).toEqual([
    ["Alt+1", "Shift+Alt+F"],
    ["Alt+PageDown", "Mod+Alt+B"],
  ]);
});

it("takes what it does not understand for text", () => {
  expect(isForText("nonsense", false)).toBe(true);
});
