import { describe, expect, it } from "vitest";
import { StreamSource } from "../stream-source.ts";
import { packPage } from "../testing/pack-page.ts";
import { emptyOverlay, type GridOverlay, identityKey } from "./grid-editing.ts";
import { OverlaidSource } from "./overlaid-source.ts";

function rows(overlay: GridOverlay) {
  const column = { typeOid: 0, typeName: "int4", tableOid: 0, tableColumn: 0, typeModifier: -1 };
  const base = new StreamSource([
    { ...column, name: "id" },
    { ...column, name: "n" },
  ]);
  base.addPage(
    packPage(
      [
        ["1", "10"],
        ["2", null],
      ],
      2,
    ),
  );
  const named = Object.assign(base, {
    identityOf: (row: number) => [{ column: "id", value: base.cell(row, 0)?.text ?? null }],
  });
  return new OverlaidSource(named, overlay);
}

const key = (value: string) => identityKey([{ column: "id", value }]);
const text = (value: string) => ({ value: { kind: "text", text: value } as const });

describe("staged edits over rows", () => {
  it("put rows to insert before the first, without moving the numbers of the others", () => {
    const source = rows({ inserted: [{ id: "new", cells: new Map([["n", text("7")]]) }], rows: new Map() });
    const { rowCount, shift } = source.getSnapshot();
    const again = source.getSnapshot();
    expect([rowCount, shift, Object.is(again, source.getSnapshot())]).toEqual([3, 1, true]);
    expect([0, 1, 2].map((row) => [source.rowLabel(row), source.rowState(row), source.editedRow(row)?.kind])).toEqual([
      ["", "inserted", "inserted"],
      ["1", undefined, "row"],
      ["2", undefined, "row"],
    ]);
    expect([source.cell(0, 0), source.cell(0, 1), source.cell(1, 1), source.storedCell(0, 1)]).toEqual([
      { text: null, isDefault: true },
      { text: "7", state: undefined },
      { text: "10", trueBytes: undefined },
      undefined,
    ]);
  });

  it("show staged values in the rows they name, and keep the stored ones", () => {
    const source = rows({
      inserted: [],
      rows: new Map([
        [key("1"), { state: "changed", cells: new Map([["n", { value: { kind: "null" } }]]) }],
        [key("2"), { state: "conflict", cells: new Map([["n", { ...text(""), isConflict: true }]]) }],
      ]),
    });
    expect([0, 1].map((row) => [source.rowState(row), source.cell(row, 1), source.storedCell(row, 1)?.text])).toEqual([
      ["changed", { text: null, state: "changed" }, "10"],
      ["conflict", { text: "", state: "conflict" }, null],
    ]);
    expect(source.cell(0, 0)).toEqual({ text: "1", trueBytes: undefined });
  });

  it("say what a DEFAULT stands for", () => {
    const cells = new Map([["n", { value: { kind: "default", expression: "now()" } as const }]]);
    const source = rows({ inserted: [{ id: "a", cells }], rows: new Map() });
    expect(source.cell(0, 1)).toEqual({ text: "now()", isDefault: true, state: undefined });
  });

  it("are nothing when nothing is staged", () => {
    const source = rows(emptyOverlay);
    expect(source.getSnapshot()).toBe(source.base.getSnapshot());
    expect(source.editedRow(1)).toEqual({ kind: "row", key: key("2"), identity: [{ column: "id", value: "2" }] });
  });
});
