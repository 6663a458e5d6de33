import { beforeEach, describe, expect, it } from "vitest";
import { branchExample } from "../../../shared/branches/testing/branch-example.ts";
import type { Connection } from "../../../shared/connections/model.ts";
import { nothingStaged, type StagedEdits } from "../../../shared/edits/staged.ts";
import { guardClosing, useClosing } from "../../state/closing/closing-tabs.ts";
import { stagedTableKey, useStagedEdits } from "../../state/edits/staged-edits.ts";
import { tableTabId } from "../../state/tabs.ts";
import { emptyWorkspace, useWorkspace } from "../../state/workspace.ts";
import { connectionTo, openOnBranch, tabOn } from "./open-on-branch.ts";

function connection(id: string, projectId: string): Connection {
  const target = { kind: "project", projectId, defaultBranchId: "main" } as const;
  return {
    id,
    name: id,
    environment: "production",
    database: id,
    user: "mara",
    target,
    migrationsFolder: null,
    isSample: true,
  };
}

const connections = [connection("other", "elsewhere"), connection("shop", "sample"), connection("blog", "sample")];
const preview = branchExample({ id: "preview" });

const refs = () => useWorkspace.getState().tabs.map(({ ref }) => ref);

beforeEach(() => useWorkspace.setState({ ...emptyWorkspace, connectionId: "blog" }));

describe("connectionTo", () => {
  it("prefers the window's own connection, then the first that leads there", () => {
    expect(connectionTo(connections, preview, "blog")?.id).toBe("blog");
    expect(connectionTo(connections, preview, "other")?.id).toBe("shop");
    expect(connectionTo([], preview, null)).toBeNull();
  });
});

describe("openOnBranch", () => {
  it("moves the table of the active tab to the branch, in its place", () => {
    const tab = { kind: "table", id: "t", ref: { connectionId: "blog" }, schema: "public", name: "posts" } as const;
    useWorkspace.getState().openTab({ ...tab, view: "rows", isPreview: false });
    openOnBranch(connections, preview);
    const { tabs, activeTabId, branchByConnection, section } = useWorkspace.getState();
    expect(tabs.map(({ ref }) => ref)).toEqual([{ connectionId: "blog", branchId: "preview" }]);
    expect([activeTabId === tabs[0]?.id, branchByConnection, section]).toEqual([true, { blog: "preview" }, "browse"]);
  });

  it("asks before it leaves staged changes, which stay with their branch", async () => {
    const ref = { connectionId: "blog" };
    const tab = { kind: "table", ref, schema: "public", name: "posts", view: "rows", isPreview: false } as const;
    useWorkspace.getState().openTab({ ...tab, id: tableTabId(ref, "public", "posts") });
    const key = stagedTableKey(ref, "public", "posts");
    const inserted = [{ id: "new", values: {} }] as unknown as StagedEdits["inserted"]; // only their number counts here
    useStagedEdits.getState().stage(key, { ...nothingStaged, inserted });
    openOnBranch(connections, preview);
    const { asked } = useClosing.getState();
    expect([asked?.question.title, refs()]).toEqual(["posts has 1 staged change", [ref]]);
    await useClosing.getState().answer(asked?.question.answers[0] ?? null);
    expect(refs()).toEqual([ref, { connectionId: "blog", branchId: "preview" }]);
    useWorkspace.getState().activateTab(tableTabId(ref, "public", "posts"));
    openOnBranch(connections, preview);
    await useClosing.getState().answer(useClosing.getState().asked?.question.answers[1] ?? null);
    expect([refs(), useStagedEdits.getState().tables[key]?.edits.inserted.length]).toEqual([
      [{ connectionId: "blog", branchId: "preview" }],
      1,
    ]);
  });

  it("asks before it leaves an open transaction, and moves only when that is ended", async () => {
    const ref = { connectionId: "blog" };
    useWorkspace.getState().openTab({ kind: "query", id: "q", ref, title: "Q", draftId: "q" });
    let isEnded = false;
    const answers = [{ label: "Roll back and close", run: async () => isEnded }];
    const release = guardClosing("q", () => ({ title: "Q", text: "Open.", stay: "Keep", answers }));
    for (const end of [false, true]) {
      isEnded = end;
      openOnBranch(connections, preview);
      const { asked } = useClosing.getState();
      expect(asked?.question.answers.map(({ label }) => label)).toEqual(["Roll back and move"]);
      await useClosing.getState().answer(asked?.question.answers[0] ?? null);
      expect(refs()).toEqual([end ? { connectionId: "blog", branchId: "preview" } : ref]);
    }
    release();
  });

  it("exchanges the branch in a comparison, and compares nothing with itself", () => {
    const ref = { connectionId: "blog" };
    const there = { connectionId: "blog", branchId: "preview" };
    const comparison = {
      kind: "comparison",
      id: "c",
      title: "C",
      draftId: "c",
      isReadOnly: true,
      timeoutMs: 0,
    } as const;
    expect([
      tabOn({ ...comparison, ref, targets: [ref, { connectionId: "shop" }] }, there),
      tabOn({ ...comparison, ref, targets: [ref, there] }, there),
    ]).toEqual([
      { ...comparison, ref: there, targets: [there, { connectionId: "shop" }] },
      { ...comparison, ref: there, targets: [there] },
    ]);
  });

  it("moves a query with its text, and back to the default branch", () => {
    const ref = { connectionId: "blog" };
    useWorkspace.getState().openTab({ kind: "query", id: "q", ref, title: "Q", draftId: "q" });
    openOnBranch(connections, preview);
    expect(useWorkspace.getState().tabs.map((tab) => tab.ref)).toEqual([{ connectionId: "blog", branchId: "preview" }]);
    openOnBranch(connections, branchExample({ id: "main", isDefault: true }));
    expect(useWorkspace.getState()).toMatchObject({ tabs: [{ ref }], branchByConnection: {}, section: "query" });
  });

  it("goes to Browse when no tab is open", () => {
    useWorkspace.setState({ section: "branches" });
    openOnBranch(connections, preview);
    expect(useWorkspace.getState()).toMatchObject({ section: "browse", branchByConnection: { blog: "preview" } });
  });
});
