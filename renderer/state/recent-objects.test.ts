import { describe, expect, it } from "vitest";
import { mostRecent, type RecentObject, recentOfConnection, withRecent } from "./recent-objects.ts";
import { type ObjectTab, objectTabId, type TableTab, tableTabId } from "./tabs.ts";

const ref = { connectionId: "c" };
const table = (name: string): TableTab => ({
  kind: "table",
  id: tableTabId(ref, "public", name),
  ref,
  schema: "public",
  name,
  view: "rows",
  isPreview: true,
});
const details = (name: string): ObjectTab => {
  const address = { kind: "type", schema: "public", parent: "", name, identity: "" } as const;
  return { kind: "object", id: objectTabId(ref, address), ref, address, isPreview: true };
};
const names = (recent: readonly RecentObject[]) => recent.map(({ address, isRows }) => `${address.name} ${isRows}`);

describe("recent objects", () => {
  it("has the last opened first, each once, rows and details apart", () => {
    const tabs = [table("a"), details("b"), table("b"), table("a")];
    const recent = tabs.reduce(withRecent, [] as readonly RecentObject[]);
    expect(names(recent)).toEqual(["a true", "b true", "b false"]);
    expect(names(recentOfConnection(recent, { connectionId: "other" }))).toEqual([]);
  });

  it("does not grow without end, and leaves queries out", () => {
    const recent = Array.from({ length: 80 }, (_, index) => table(String(index))).reduce(
      withRecent,
      [] as readonly RecentObject[],
    );
    expect([recent.length, recent[0]?.address.name]).toEqual([mostRecent, "79"]);
    const query = { kind: "query", id: "q", ref, title: "q", draftId: "q" } as const;
    expect(withRecent(recent, query)).toBe(recent);
  });
});
