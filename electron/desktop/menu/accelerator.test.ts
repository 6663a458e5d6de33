import { expect, it } from "vitest";
import { acceleratorOf } from "./accelerator.ts";

it("says keys in Electron's words", () => {
  expect(
    ["Mod+Shift+K", "Ctrl+Tab", "Alt+PageDown", "Mod+,", "F1", "Mod+Plus", "Meta+ArrowUp", "Alt+Escape"].map(
      acceleratorOf,
    ),
  ).toEqual([
    "CmdOrCtrl+Shift+K",
    "Ctrl+Tab",
    "Alt+PageDown",
    "CmdOrCtrl+,",
    "F1",
    "CmdOrCtrl+Plus",
    "Super+Up",
    "Alt+Esc",
  ]);
});

it("leaves out what Electron would refuse, which would take the whole menu along", () => {
  expect(["ContextMenu", "Mod+Ä", "Mod+", "nonsense"].map(acceleratorOf)).toEqual([null, null, null, null]);
});
