import { describe, expect, it } from "vitest";
import { keysOf } from "./changed-keys.ts";
import { commandList, findListed, type ListedCommand, listedCommand } from "./command-list.ts";
import { findTakers } from "./key-conflicts.ts";
import { parseKeys, splitKeys } from "./keys/keys.ts";
import { judgeKeys } from "./reserved-keys.ts";

const all = Object.entries<ListedCommand>(commandList).map(([id, command]) => ({ id, ...command }));

describe("the listed commands", () => {
  it("have keys that can be read, and names of their own", () => {
    expect(all.flatMap(({ keys }) => splitKeys(keys)).filter((keys) => parseKeys(keys) === null)).toEqual([]);
    const names = all.map(({ group, title }) => `${group}: ${title}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it.each([false, true])("never mean two things by the same keys in one place (Mac: %s)", (isMac) => {
    const clashes = all.flatMap((command) =>
      keysOf(command.id, {}).flatMap((keys) =>
        findTakers(keys, command, all, {}, isMac).map((taker) => `${keys}: ${command.id}, ${taker.id}`),
      ),
    );
    expect(clashes).toEqual([]);
  });

  const judged = (isMac: boolean) =>
    all.map(({ id, keys, scope }) => ({
      id,
      kinds: splitKeys(keys).map((one) => judgeKeys(one, scope, { isMac, isBrowser: true }).kind),
    }));

  it.each([false, true])("can each be given the keys they have (Mac: %s)", (isMac) => {
    expect(judged(isMac).filter(({ kinds }) => kinds.includes("refused"))).toEqual([]);
  });

  it("have keys that reach the window in a browser as well", () => {
    const unreachable = judged(false).filter(({ kinds }) => kinds.length > 0 && !kinds.includes("free"));
    // The first three act outside of texts only; some systems open the window's menu by the keys of the last.
    expect(unreachable.map(({ id }) => id)).toEqual(["edits.paste", "edits.discard", "edits.undo", "cells.follow"]);
  });

  it("are found by their ids, and nothing else is", () => {
    expect(listedCommand("palette.open")).toMatchObject({ id: "palette.open", keys: "Mod+K F1", scope: "window" });
    expect([findListed("palette.open")?.title, findListed("branches.switch.x"), findListed("toString")]).toEqual([
      "Show all commands",
      undefined,
      undefined,
    ]);
  });
});
