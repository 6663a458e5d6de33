import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChangedKeys, keysOf } from "./changed-keys.ts";
import { commandList, type ListedCommand } from "./command-list.ts";
import { applyKeyPlan, findTakers, type KeyedCommand, planKeys } from "./key-conflicts.ts";

const all: readonly KeyedCommand[] = [
  ...Object.entries<ListedCommand>(commandList).map(([id, { title, scope }]) => ({ id, title, scope })),
  { id: "branches.switch.b", title: "Switch to branch b", scope: "window" },
];
const byId = (id: string) => all.find((command) => command.id === id) as KeyedCommand; // ids of the list above
const takers = (keys: string, id: string, changed: ChangedKeys = {}) =>
  findTakers(keys, byId(id), all, changed, false).map((command) => command.id);

describe("findTakers", () => {
  it("finds who has the keys where both act, however they are written", () => {
    expect([takers("Mod+B", "tab.close"), takers("Ctrl+B", "query.run"), takers("Mod+B", "panel.sidebar")]).toEqual([
      ["panel.sidebar"],
      ["panel.sidebar"],
      [],
    ]);
  });

  it("settles clashes by the focus", () => {
    expect([takers("F5", "query.run"), takers("Mod+D", "edits.duplicate"), takers("Mod+F", "tab.close")]).toEqual([
      [],
      [],
      ["erd.find", "rows.filter", "sql.find"],
    ]);
  });

  it("goes by the keys as they are now", () => {
    const changed = { "panel.sidebar": ["F9"], "branches.switch.b": ["Mod+B"] };
    expect([takers("Mod+B", "tab.close", changed), takers("F9", "tab.close", changed)]).toEqual([
      ["branches.switch.b"],
      ["panel.sidebar"],
    ]);
  });
});

describe("a plan of keys", () => {
  it("says what others would lose, and takes it from them only", () => {
    const plan = planKeys(byId("query.new"), ["Mod+K", "Alt+T"], all, {}, false);
    expect(plan.losses).toEqual([{ command: byId("palette.open"), keys: "Mod+K" }]);
    expect(applyKeyPlan({}, plan, false)).toEqual({ "query.new": ["Mod+K", "Alt+T"], "palette.open": ["F1"] });
  });

  it("leaves no two commands with the same keys in one place, whatever is changed in whatever order", () => {
    const steps = fc.array(
      fc.tuple(
        fc.constantFrom(...all),
        fc.array(fc.constantFrom("Mod+K", "Ctrl+K", "F5", "Mod+F", "Alt+T", "Mod+D", "F9"), { maxLength: 3 }),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(steps, (changes) => {
        const changed = changes.reduce<ChangedKeys>(
          (kept, [command, next]) => applyKeyPlan(kept, planKeys(command, next, all, kept, false), false),
          {},
        );
        const clashes = all.flatMap((command) =>
          keysOf(command.id, changed).flatMap((keys) => findTakers(keys, command, all, changed, false)),
        );
        expect(clashes).toEqual([]);
      }),
    );
  });
});
