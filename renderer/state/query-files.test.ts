import { beforeEach, describe, expect, it } from "vitest";
import { useDrafts } from "./drafts.ts";
import { isUnsaved, requestCloseTab, savedDraftId, useQueryFiles } from "./query-files.ts";
import { type QueryTab, useWorkspace } from "./workspace.ts";

const plain: QueryTab = { kind: "query", id: "t", ref: { connectionId: "c" }, title: "a.sql", draftId: "d" };
const file = { path: "/q/a.sql", version: "v", format: { hasBom: false, lineBreak: "lf" } } as const;
const saved: QueryTab = { ...plain, file };

beforeEach(() => {
  useWorkspace.setState({ tabs: [], activeTabId: null });
  useDrafts.setState({ texts: {} });
  useQueryFiles.setState({ asked: null });
});

describe("a query that is a file", () => {
  it("is unsaved while its text is another than the file's", () => {
    const texts = { d: "SELECT 2", [savedDraftId(saved)]: "SELECT 1" };
    expect([isUnsaved(saved, texts), isUnsaved(saved, { ...texts, d: "SELECT 1" }), isUnsaved(plain, texts)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("is asked about before it closes, only then", () => {
    useWorkspace.getState().openTab(saved);
    useDrafts.setState({ texts: { d: "changed", [savedDraftId(saved)]: "" } });
    requestCloseTab("t");
    expect([useWorkspace.getState().tabs.length, useQueryFiles.getState().asked]).toEqual([
      1,
      { kind: "close", tabId: "t" },
    ]);
    useDrafts.setState({ texts: {} });
    requestCloseTab("t");
    expect(useWorkspace.getState().tabs).toEqual([]);
  });
});
