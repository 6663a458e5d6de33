import { beforeEach, describe, expect, it } from "vitest";
import type { Connection } from "../../../shared/connections/model.ts";
import { emptyWorkspace, useWorkspace } from "../../state/workspace.ts";
import { connectionTo, openOnBranch } from "./open-on-branch.ts";
import { branchExample } from "./rules/branch-example.ts";

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

beforeEach(() => useWorkspace.setState({ ...emptyWorkspace, connectionId: "blog" }));

describe("connectionTo", () => {
  it("prefers the window's own connection, then the first that leads there", () => {
    expect(connectionTo(connections, preview, "blog")?.id).toBe("blog");
    expect(connectionTo(connections, preview, "other")?.id).toBe("shop");
    expect(connectionTo([], preview, null)).toBeNull();
  });
});

describe("openOnBranch", () => {
  it("opens the table of the active tab again on the branch", () => {
    const tab = { kind: "table", id: "t", ref: { connectionId: "blog" }, schema: "public", name: "posts" } as const;
    useWorkspace.getState().openTab({ ...tab, view: "rows", isPreview: false });
    openOnBranch(connections, preview);
    const { tabs, activeTabId, branchByConnection, section } = useWorkspace.getState();
    expect(tabs.map(({ ref }) => ref)).toEqual([
      { connectionId: "blog" },
      { connectionId: "blog", branchId: "preview" },
    ]);
    expect([activeTabId === tabs[1]?.id, branchByConnection, section]).toEqual([true, { blog: "preview" }, "browse"]);
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
