import { describe, expect, it } from "vitest";
import type { EditableColumn, EditValue } from "../../../../shared/edits/model.ts";
import { nothingStaged, stageCell, stageDelete, stageInsert, stageInserts } from "../../../../shared/edits/staged.ts";
import { textsToCheck } from "./staged-texts.ts";

const column = (name: string, type: string): EditableColumn => ({
  name,
  type,
  baseType: type,
  labels: null,
  isNotNull: false,
  defaultExpression: null,
  isGenerated: false,
  isIdentityAlways: false,
  mayInsert: true,
  mayUpdate: true,
});
const columns = [column("n", "integer"), column("t", "text"), column("v", "character varying(3)")];
const text = (value: string): EditValue => ({ kind: "text", text: value });
const row = (key: string) => ({ key, identity: [{ column: "n", value: key }] });

describe("texts that the server is asked about", () => {
  it("are those that a column may refuse, each once, and none of rows that go", () => {
    let edits = stageCell(nothingStaged, row("1"), "n", "1", text("x"));
    edits = stageCell(edits, row("1"), "t", "a", text("anything"));
    edits = stageCell(edits, row("2"), "n", "2", text("x"));
    edits = stageDelete(stageCell(edits, row("3"), "n", "3", text("gone")), row("3"), [], true);
    edits = stageInsert(edits, {
      id: "i",
      cells: new Map([
        ["v", text("long")],
        ["n", { kind: "null" }],
      ]),
    });
    expect(textsToCheck(edits, columns)).toEqual([
      { column: "v", text: "long" },
      { column: "n", text: "x" },
    ]);
  });

  it("are a thousand at most, and none of great length", () => {
    const rows = Array.from({ length: 1_200 }, (_, index) => ({
      id: String(index),
      cells: new Map([["n", text(index === 0 ? "9".repeat(100_001) : String(index))]]),
    }));
    const texts = textsToCheck(stageInserts(nothingStaged, rows), columns);
    expect([texts.length, texts[0]?.text]).toEqual([1_000, "1"]);
  });
});
