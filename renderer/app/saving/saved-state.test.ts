import { describe, expect, it } from "vitest";
import { defaultBranchPrices } from "../../../shared/branches/prices.ts";
import { emptyWorkspace, type WorkspaceState } from "../../state/workspace.ts";
import { draftKey, readDraftIds, readLayout, readWorkspace, writeWorkspace } from "./saved-state.ts";

const ref = { connectionId: "c", branchId: "b" };
const address = { kind: "function", schema: "s", parent: "", name: "f", identity: "int" } as const;
const workspace: WorkspaceState = {
  ...emptyWorkspace,
  connectionId: "c",
  branchByConnection: { c: "b" },
  section: "query",
  tabs: [
    { kind: "query", id: "q", ref, title: "Failures", draftId: "d" },
    { kind: "plan", id: "p", ref, title: "Pasted plan", draftId: "p" },
    { kind: "object", id: "o", ref, address, isPreview: false },
    { kind: "diff", id: "x", ref, to: { connectionId: "other" }, title: "main → preview" },
    {
      kind: "table",
      id: "t",
      ref,
      schema: "public",
      name: 'we"ird',
      view: "ddl",
      isPreview: true,
      filters: [{ column: "id", value: null }],
    },
  ],
  activeTabId: "q",
  recentObjects: [{ connectionId: "c", address, isRows: true }],
  theme: "dark",
};

describe("the kept workspace", () => {
  it("comes back as it was", () => {
    expect(readWorkspace(writeWorkspace(workspace))).toEqual(workspace);
  });

  it("is read when it was kept before objects were remembered", () => {
    const { recentObjects: _, ...older } = workspace;
    expect(readWorkspace(JSON.stringify(older))).toEqual({ ...workspace, recentObjects: [] });
  });

  it("keeps prices that were typed in, and takes the usual ones for what is none", () => {
    const kept = JSON.stringify({ ...workspace, branchPrices: { ...defaultBranchPrices, storageGbMonth: 0.5 } });
    expect(readWorkspace(kept).branchPrices?.storageGbMonth).toBe(0.5);
    expect(readWorkspace(kept.replace('"storageGbMonth":0.5', '"storageGbMonth":-1'))).toEqual(workspace);
  });

  it("starts anew when it cannot be read", () => {
    expect([null, "", "{", "{}", '{"tabs": 3}'].map(readWorkspace)).toEqual(
      Array.from({ length: 5 }, () => emptyWorkspace),
    );
    expect([readLayout("[]"), readDraftIds('{"a": 1}')]).toEqual([null, []]);
  });
});

describe("draftKey", () => {
  it("is a name that the app takes, and another for another draft", () => {
    const keys = ["query-1f", "saved/Größe", "a.b", "a b"].map(draftKey);
    expect(keys.every((key) => /^[\w-][\w.-]{0,99}$/.test(key))).toBe(true);
    expect(new Set(keys).size).toBe(4);
  });
});
