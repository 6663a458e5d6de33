import { expect, it } from "vitest";
import { sheetCommands, sheetGroups } from "./sheet-groups.ts";

const offered = [
  { id: "palette.open", title: "Show all commands", group: "Window", keys: "Mod+K F1", run: () => undefined },
  { id: "branches.switch.b", title: "Switch to branch b", group: "Branches", run: () => undefined },
];
const commands = sheetCommands(offered);
const found = (text: string, changed = {}) =>
  sheetGroups(commands, text, changed, false).map(({ title, commands: lines }) => [title, lines.map(({ id }) => id)]);

it("lists every command once, those that name something as well", () => {
  expect(commands.filter(({ id }) => ["palette.open", "query.run", "branches.switch.b"].includes(id))).toEqual([
    { id: "palette.open", title: "Show all commands", group: "Window", scope: "window" },
    { id: "query.run", title: "Run statement", group: "Query", scope: "query" },
    { id: "branches.switch.b", title: "Switch to branch b", group: "Branches", keys: undefined, scope: "window" },
  ]);
});

it("finds commands by words, by keys as they are said, and by what was changed", () => {
  expect([found("sidebar"), found("branch switch"), found("ctrl shift k"), found("zzz")]).toEqual([
    [["Window", ["panel.sidebar"]]],
    [["Branches", ["branches.choose", "branches.switch.b"]]],
    [["Connections", ["connections.choose"]]],
    [],
  ]);
  expect(found("changed", { "tab.close": [] })).toEqual([["Tabs", ["tab.close"]]]);
  expect(found("f9", { "branches.switch.b": ["F9"] })).toEqual([["Branches", ["branches.switch.b"]]]);
});
