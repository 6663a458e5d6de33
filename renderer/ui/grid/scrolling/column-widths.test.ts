import { describe, expect, it } from "vitest";
import type { RowSource } from "../row-source.ts";
import { fittingWidth, gutterWidth } from "./column-widths.ts";

function sourceOf(name: string, baseType: string, texts: readonly (string | null)[]): RowSource {
  return {
    columns: [{ name, typeLabel: baseType, baseType, isNumeric: false }],
    getSnapshot: () => ({
      rowCount: texts.length,
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
    cell: (row) => ({ text: texts[row] ?? null }),
    rowKey: (row) => row,
    rowLabel: String,
    ensure: () => undefined,
    load: async () => undefined,
  };
}

describe("column widths", () => {
  it("fit what is here, between a least and a most", () => {
    const widths = [
      fittingWidth(sourceOf("n", "int4", ["1"]), 0),
      fittingWidth(sourceOf("kind", "varchar", ["a much longer value"]), 0),
      fittingWidth(sourceOf("body", "text", ["x".repeat(5000)]), 0),
      fittingWidth(sourceOf("a_rather_long_column_name", "int4", ["1"]), 0),
      fittingWidth(sourceOf("id", "uuid", ["ee65f53e-0000-0000-0000-000000009421"]), 0),
    ];
    expect(widths).toEqual([64, 161, 340, 215, 120]);
    expect(fittingWidth(sourceOf("id", "uuid", ["ee65f53e-0000-0000-0000-000000009421"]), 0, 900)).toBe(285);
  });

  it("make room for the row number", () => {
    expect([gutterWidth(1), gutterWidth(7)]).toEqual([40, 64]);
  });
});
