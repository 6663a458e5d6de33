import { beforeEach, describe, expect, it } from "vitest";
import { tableTabId } from "./tabs.ts";
import { currentRef, emptyWorkspace, type Tab, useWorkspace } from "./workspace.ts";

const table = (name: string, branchId?: string): Tab => {
  const ref = branchId ? { connectionId: "prod", branchId } : { connectionId: "prod" };
  return {
    kind: "table",
    id: tableTabId(ref, "public", name),
    ref,
    schema: "public",
    name,
    view: "rows",
    isPreview: false,
  };
};
const query = (id: string, connectionId = "prod"): Tab => ({
  kind: "query",
  id,
  ref: { connectionId },
  title: id,
  draftId: id,
});
const store = () => useWorkspace.getState();

describe("the workspace", () => {
  beforeEach(() => useWorkspace.setState({ ...emptyWorkspace, closedTabs: [] }));

  it("follows the tab to its branch, and back", () => {
    store().openTab(table("runs"));
    store().openTab(table("runs", "b1"));
    expect(currentRef()).toEqual({ connectionId: "prod", branchId: "b1" });
    store().activateTab(table("runs").id);
    expect(currentRef()).toEqual({ connectionId: "prod" });
  });

  it("puts a tab in the place of another, and shows the one that is there already", () => {
    for (const tab of [table("a"), table("b"), table("c", "b1")]) store().openTab(tab);
    store().replaceTab(table("a").id, table("a", "b1"));
    expect([store().tabs.map(({ id }) => id), store().activeTabId, currentRef()]).toEqual([
      [table("a", "b1").id, table("b").id, table("c", "b1").id],
      table("a", "b1").id,
      { connectionId: "prod", branchId: "b1" },
    ]);
    store().replaceTab(table("b").id, table("c", "b1"));
    expect([store().tabs.length, store().activeTabId]).toEqual([2, table("c", "b1").id]);
    store().openTab(query("q"));
    store().replaceTab("q", { ...query("q"), ref: { connectionId: "prod", branchId: "b1" } });
    expect([store().tabs.length, store().activeTabId, currentRef()?.branchId]).toEqual([3, "q", "b1"]);
  });

  it("shows the last tab of the database that is chosen", () => {
    store().openTab(table("runs"));
    store().openTab(query("dev query", "dev"));
    store().selectConnection("prod");
    expect(store().activeTabId).toBe(table("runs").id);
    store().selectBranch("prod", "b9");
    expect([store().activeTabId, currentRef()]).toEqual([null, { connectionId: "prod", branchId: "b9" }]);
    store().selectBranch("prod", null);
    expect(store().activeTabId).toBe(table("runs").id);
  });

  it("keeps section and kind of tab together", () => {
    store().openTab(table("runs"));
    store().openTab(query("q"));
    expect(store().section).toBe("query");
    store().showSection("browse");
    expect(store().activeTabId).toBe(table("runs").id);
    store().showSection("changes");
    expect([store().section, store().activeTabId]).toEqual(["changes", table("runs").id]);
  });

  it("closes to the neighbour and opens again what was closed", () => {
    for (const id of ["a", "b", "c"]) store().openTab(query(id));
    store().activateTab("b");
    store().closeTab("b");
    expect(store().activeTabId).toBe("c");
    store().closeTab("c");
    store().closeTab("a");
    expect([store().tabs, store().activeTabId]).toEqual([[], null]);
    store().reopenTab();
    store().reopenTab();
    expect(store().tabs.map(({ id }) => id)).toEqual(["a", "c"]);
  });
});
