import { describe, expect, it } from "vitest";
import type { EditableColumn } from "../../../../shared/edits/model.ts";
import { nothingStaged, stageCell, stageDelete, stageInsert } from "../../../../shared/edits/staged.ts";
import { overlayOf } from "./overlay.ts";

const column = (name: string, defaultExpression: string | null): EditableColumn => ({
  name,
  type: "text",
  baseType: "text",
  labels: null,
  isNotNull: false,
  defaultExpression,
  isGenerated: false,
  isIdentityAlways: false,
  mayInsert: true,
  mayUpdate: true,
});
const columns = [column("id", "nextval('s')"), column("a", null)];
const row = (id: string) => ({ key: id, identity: [{ column: "id", value: id }] });

describe("what the grid draws of staged edits", () => {
  it("shows values, defaults with their expression, and deleted rows without their edits", () => {
    let edits = stageCell(nothingStaged, row("1"), "id", "1", { kind: "default" });
    edits = stageDelete(stageCell(edits, row("2"), "a", "x", { kind: "null" }), row("2"), [], true);
    edits = stageInsert(edits, { id: "n", cells: new Map([["a", { kind: "text", text: "" } as const]]) });
    expect(overlayOf(edits, columns)).toEqual({
      inserted: [
        {
          id: "n",
          cells: new Map([
            ["a", { value: { kind: "text", text: "" }, isConflict: false }],
            ["id", { value: { kind: "default", expression: "nextval('s')" } }],
          ]),
        },
      ],
      rows: new Map([
        [
          "1",
          {
            state: "changed",
            cells: new Map([["id", { value: { kind: "default", expression: "nextval('s')" }, isConflict: false }]]),
          },
        ],
        ["2", { state: "deleted", cells: new Map() }],
      ]),
    });
  });
});
