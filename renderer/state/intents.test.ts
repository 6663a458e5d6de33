import { describe, expect, it } from "vitest";
import { draftText } from "./drafts.ts";
import { useIntents } from "./intents.ts";
import { useWorkspace } from "./workspace.ts";

describe("intents", () => {
  it("hands a migration over once", () => {
    const draft = { title: "Index", upSql: "create index", downSql: null, reason: "a plan" };
    useIntents.getState().proposeMigration(draft);
    expect(useWorkspace.getState().section).toBe("changes");
    expect([useIntents.getState().takeDraft(), useIntents.getState().takeDraft()]).toEqual([draft, null]);
  });

  it("opens a query tab whose draft is the text", () => {
    useIntents.getState().openQuery({ connectionId: "c" }, "Failures", "select 1");
    const [tab] = useWorkspace.getState().tabs;
    expect(tab).toMatchObject({ kind: "query", title: "Failures", ref: { connectionId: "c" } });
    expect(tab?.kind === "query" && draftText(tab.draftId)).toBe("select 1");
  });
});
