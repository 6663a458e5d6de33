import { describe, expect, it } from "vitest";
import { diffTab, isSameRef, type QueryTab, type TableTab, tabAfterClosing, tableTabId, withTab } from "./tabs.ts";

const ref = { connectionId: "c" };
const table = (name: string, isPreview: boolean, more: Partial<TableTab> = {}): TableTab => ({
  kind: "table",
  id: tableTabId(ref, "public", name),
  ref,
  schema: "public",
  name,
  view: "rows",
  isPreview,
  ...more,
});
const query = (id: string, connectionId = "c"): QueryTab => ({
  kind: "query",
  id,
  ref: { connectionId },
  title: id,
  draftId: id,
});

describe("opening a tab", () => {
  it("opens the same two databases once, and the other way round as another", () => {
    const branch = { connectionId: "c", branchId: "b" };
    const one = diffTab(ref, branch, "main → b");
    expect(withTab([one], diffTab(ref, branch, "again"))).toEqual([one]);
    expect(withTab([one], diffTab(branch, ref, "b → main")).map(({ id }) => id)).toEqual([
      '["diff","c",null,"c","b"]',
      '["diff","c","b","c",null]',
    ]);
  });

  it("puts a preview where the preview was", () => {
    const tabs = [table("runs", false), table("assets", true), query("q")];
    expect(withTab(tabs, table("users", true))).toEqual([table("runs", false), table("users", true), query("q")]);
    expect(withTab(tabs, table("users", false))).toEqual([...tabs, table("users", false)]);
  });

  it("pins an open preview, and never the other way round", () => {
    expect(withTab([table("runs", true)], table("runs", false))).toEqual([table("runs", false)]);
    expect(withTab([table("runs", false)], table("runs", true, { view: "ddl" }))).toEqual([
      table("runs", false, { view: "ddl" }),
    ]);
  });

  it("tells branches, names with commas and followed rows apart", () => {
    const ids = [
      tableTabId(ref, "a", "b"),
      tableTabId({ connectionId: "c", branchId: "b1" }, "a", "b"),
      tableTabId(ref, "a,b", ""),
      tableTabId(ref, "a", "b", [{ column: "id", value: "1" }]),
      tableTabId(ref, "a", "b", []),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(ids[4]).toBe(ids[0]);
  });
});

describe("closing a tab", () => {
  it("shows the neighbour of the same connection", () => {
    const tabs = [query("a"), query("other", "d"), query("b"), query("c")];
    expect(["a", "b", "c", "other", "none"].map((id) => tabAfterClosing(tabs, id))).toEqual([
      "b",
      "c",
      "b",
      null,
      null,
    ]);
  });
});

describe("isSameRef", () => {
  it("takes an absent branch for the default one", () => {
    expect(isSameRef(ref, { connectionId: "c" })).toBe(true);
    expect(isSameRef(ref, { connectionId: "c", branchId: "x" })).toBe(false);
  });
});
