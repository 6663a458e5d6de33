import { expect, it } from "vitest";
import { isTakenFromEditor } from "./editor-commands.ts";

const ctrl = (key: string) => ({
  key,
  code: `Key${key.toUpperCase()}`,
  ctrlKey: true,
  metaKey: false,
  shiftKey: false,
  altKey: false,
});

it("keeps keys away from the editor that its commands no longer have", () => {
  const taken = (key: string, isStillPressed: boolean) => isTakenFromEditor(ctrl(key), () => isStillPressed, false);
  expect([taken("f", false), taken("f", true), taken("d", false), taken("q", false)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
