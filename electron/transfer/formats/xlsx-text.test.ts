import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellTextOf, excelLimits, readCellText } from "./xlsx-text.ts";

describe("the text of a cell", () => {
  it("is read back as it was, also where XML has no place for it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const stored = cellTextOf(text).text;
        expect(readCellText(stored)).toBe(text);
        expect(
          [...stored].every((character) => /[\t\n\u0020-\u007e\u0080-\ufffd\u{10000}-\u{10ffff}]/u.test(character)),
        ).toBe(true);
      }),
    );
    expect(cellTextOf("_x0041_\r\u0001").text).toBe("_x005F_x0041__x000D__x0001_");
  });

  it("is cut at Excel's limit, and never inside a character", () => {
    const face = "😀";
    expect(cellTextOf("x".repeat(excelLimits.characters))).toMatchObject({ isCut: false });
    const cut = cellTextOf("x".repeat(excelLimits.characters - 1) + face);
    expect([cut.isCut, cut.text.length]).toEqual([true, excelLimits.characters - 1]);
  });
});
