import { describe, expect, it } from "vitest";
import type { RowSource } from "../row-source.ts";
import { readSelection } from "./read-selection.ts";

const column = (name: string) => ({ name, typeLabel: "text", baseType: "text", isNumeric: false });

function sourceOf(rows: readonly (readonly (string | null)[])[], cutAt: readonly string[] = []): RowSource {
  const loaded = { last: -1 };
  return {
    columns: [column("a"), column("b"), column("c")],
    getSnapshot: () => ({
      rowCount: rows.length,
      isEndKnown: true,
      version: 0,
      shift: 0,
      epoch: 0,
      anchor: "first",
      anchorRow: null,
      isLoading: false,
      error: null,
    }),
    subscribe: () => () => undefined,
    cell: (row, at) =>
      row > loaded.last
        ? undefined
        : { text: rows[row]?.[at] ?? null, ...(cutAt.includes(`${row},${at}`) ? { trueBytes: 5_000_000 } : {}) },
    rowKey: (row) => row,
    rowLabel: String,
    ensure: () => undefined,
    load: async (_first, last) => {
      loaded.last = last;
    },
  };
}

const rows = [
  ["1", null, "x"],
  ["2", "beginn", "y"],
];
const range = { firstRow: 0, lastRow: 1, firstColumn: 1, lastColumn: 2 };

describe("readSelection", () => {
  it("loads what is missing and fetches what is cut", async () => {
    const source = sourceOf(rows, ["1,1"]);
    const whole = async () => ({ text: "beginning and end", trueBytes: 17, isCut: false });
    expect(await readSelection(source, range, whole)).toEqual({
      columns: [column("b"), column("c")],
      rows: [
        [null, "x"],
        ["beginning and end", "y"],
      ],
    });
  });

  it("refuses rather than to copy a part", async () => {
    await expect(readSelection(sourceOf(rows, ["1,1"]), range)).rejects.toMatchObject({ code: "tooLarge" });
    const huge = async () => ({ text: "begin", trueBytes: 1e9, isCut: true });
    await expect(readSelection(sourceOf(rows, ["1,1"]), range, huge)).rejects.toMatchObject({ code: "tooLarge" });
    const tooMany = { firstRow: 0, lastRow: 1_000_000, firstColumn: 0, lastColumn: 2 };
    await expect(readSelection(sourceOf(rows), tooMany)).rejects.toMatchObject({ code: "tooLarge" });
  });
});
