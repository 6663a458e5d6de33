import { expect, it } from "vitest";
import { commandFor } from "./tab-keys.ts";

function press(keys: string, state = { isIdle: true, isInTransaction: false }) {
  const parts = keys.split("+");
  const has = (part: string) => parts.includes(part);
  const key = parts.at(-1) ?? "";
  return commandFor(
    { key, ctrlKey: has("Ctrl"), metaKey: has("Meta"), shiftKey: has("Shift"), altKey: has("Alt") },
    state,
  );
}

it("keys of a query tab do what people expect of them", () => {
  const busy = { isIdle: false, isInTransaction: false };
  const inside = { isIdle: true, isInTransaction: true };
  expect([press("Ctrl+Enter"), press("Meta+Enter"), press("F5"), press("Ctrl+Shift+Enter")]).toEqual([
    "run",
    "run",
    "run",
    "runAll",
  ]);
  expect([press("F7"), press("Shift+F7"), press("Escape", busy), press("Ctrl+.", busy)]).toEqual([
    "explain",
    "analyze",
    "cancel",
    "cancel",
  ]);
  expect([press("Ctrl+Shift+M", inside), press("Ctrl+Shift+R", inside)]).toEqual(["commit", "rollback"]);
});

it("keys that mean something else are left alone", () => {
  expect(
    ["Enter", "Escape", "Ctrl+.", "Ctrl+Shift+M", "Ctrl+F7", "Alt+Ctrl+Enter", "a"].map((keys) => press(keys)),
  ).toEqual(Array(7).fill(null));
});
