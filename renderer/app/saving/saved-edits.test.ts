import { describe, expect, it } from "vitest";
import { nothingStaged, stageCell, stageDelete, stageInsert } from "../../../shared/edits/staged.ts";
import { readStagedEdits, writeStagedEdits } from "./saved-edits.ts";

const row = { key: "k", identity: [{ column: "__proto__", value: null }] };

describe("staged edits through a restart", () => {
  it("come back as they were, whatever columns are called", () => {
    let edits = stageCell(nothingStaged, row, "__proto__", "x", { kind: "null" });
    edits = stageDelete(edits, { ...row, key: "d" }, [{ column: "a", value: "" }], true);
    edits = stageInsert(edits, { id: "n", cells: new Map([["constructor", { kind: "text", text: "'" } as const]]) });
    const mark = { xid: "7", serverStart: "s", systemId: null, timeline: null, isOnDisk: false };
    const doubt = { mark, undoFile: "/undo.sql" };
    const tables = {
      t: { edits, before: [nothingStaged], doubt },
      empty: { edits: nothingStaged, before: [], doubt: null },
    };
    expect(readStagedEdits(writeStagedEdits(tables))).toEqual({ t: { edits, before: [], doubt } });
  });

  it("are none when the text is something else", () => {
    expect([readStagedEdits(null), readStagedEdits("{"), readStagedEdits('[["t", {}]]')]).toEqual([{}, {}, {}]);
  });
});
