import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areChanged, changeKeys, defaultKeys, keysOf, readChangedKeys, resetKeys } from "./changed-keys.ts";

describe("changed keys", () => {
  it("count before those that a command comes with", () => {
    const changed = { "palette.open": ["F2"], "tab.close": [], "branches.switch.b": ["F9"] };
    expect(["palette.open", "tab.close", "tab.next"].map((id) => keysOf(id, changed))).toEqual([
      ["F2"],
      [],
      ["Ctrl+Tab", "Alt+PageDown"],
    ]);
    expect([keysOf("branches.switch.b", changed), keysOf("other", {}, "F8"), keysOf("toString", {})]).toEqual([
      ["F9"],
      ["F8"],
      [],
    ]);
  });

  it("are none when they are the own ones again", () => {
    const changed = changeKeys({}, "palette.open", ["F2", "F2"]);
    expect([changed, areChanged("palette.open", changed)]).toEqual([{ "palette.open": ["F2"] }, true]);
    expect(changeKeys(changed, "palette.open", defaultKeys("palette.open"))).toEqual({});
    expect(resetKeys(changed, "palette.open")).toEqual({});
  });
});

describe("readChangedKeys", () => {
  it("gives back what was kept", () => {
    const keys = fc.array(fc.constantFrom("Mod+K", "F5", "Alt+Shift+X"), { maxLength: 3 });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("palette.open", "tab.close", "x"), keys), (changed) => {
        expect(readChangedKeys(JSON.stringify(changed))).toEqual({ ...changed });
      }),
    );
  });

  it("leaves out what is damaged, and only that", () => {
    expect([null, "", "[]", "{", '{"a": 1}', '{"a": "Mod+K"}'].map(readChangedKeys)).toEqual(Array(6).fill({}));
    const text = JSON.stringify({ "palette.open": ["Mod+J", "Hyper+1"], "tab.close": [], "tab.next": ["nonsense"] });
    expect(readChangedKeys(text)).toEqual({ "palette.open": ["Mod+J"], "tab.close": [] });
  });
});
