import { describe, expect, it } from "vitest";
import type { Command } from "../../state/commands.ts";
import { paletteGroups } from "./palette-groups.ts";

const command = (id: string, title: string, group: string, more: Partial<Command> = {}): Command => ({
  id,
  title,
  group,
  run: () => undefined,
  ...more,
});
const commands = [
  command("t", "Use the dark theme", "Window", { keys: "Mod+D" }),
  command("n", "New branch from here", "Branches"),
  command("s", "Switch to branch preview", "Branches"),
  command("x", "Apply on a branch", "Changes", { isEnabled: () => false }),
];
const titles = (text: string) =>
  paletteGroups(commands, text).map(({ title, items }) => [title, items.map(({ id }) => id)]);

describe("paletteGroups", () => {
  it("offers everything that is enabled when nothing is typed", () => {
    expect(titles("")).toEqual([
      ["Window", ["t"]],
      ["Branches", ["n", "s"]],
    ]);
  });

  it("keeps what fits, the best group first, with marks", () => {
    expect(titles("branch")).toEqual([["Branches", ["n", "s"]]]);
    expect(paletteGroups(commands, "dark")).toEqual([
      {
        title: "Window",
        items: [{ id: "t", label: "Use the dark theme", marks: [8, 9, 10, 11], keys: "Mod+D" }],
      },
    ]);
    expect(paletteGroups(commands, "branch")[0]?.items[0]?.marks).toEqual([4, 5, 6, 7, 8, 9]);
    expect(titles("zzz")).toEqual([]);
  });
});
