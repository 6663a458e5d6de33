import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCsv, toTsv } from "../../../ui/grid/copying/copy-formats.ts";
import { guessSeparator, readBlock, type Separator } from "./read-block.ts";

const texts = (text: string, separator: Separator = "\t") =>
  readBlock(text, separator).map((row) => row.map((cell) => cell.text));

describe("a pasted text", () => {
  it("is lines of cells, quoted where a cell holds a separator, a line break or a quote", () => {
    expect(texts("a\tb\r\nc\t\r\n")).toEqual([
      ["a", "b"],
      ["c", ""],
    ]);
    expect(texts('"x\ty"\t"say ""hi""\nyou"')).toEqual([["x\ty", 'say "hi"\nyou']]);
    expect(texts('"a" b\t{"k": "v"}')).toEqual([['"a" b', '{"k": "v"}']]);
    expect(texts('1,"a, ""b""",\r\n2,,x', ",")).toEqual([
      ["1", 'a, "b"', ""],
      ["2", "", "x"],
    ]);
    expect(texts("")).toEqual([[""]]);
  });

  it("keeps the empty text in quotes apart from nothing", () => {
    expect(readBlock('""\t\t"a"', "\t")).toEqual([
      [
        { text: "", isQuoted: true },
        { text: "", isQuoted: false },
        { text: "a", isQuoted: true },
      ],
    ]);
  });

  it.each([
    ["a\tb, c", "\t"],
    ["a,b\n1,2", ","],
    ['a;b\n"1;5";2', ";"],
    ["Hello, world\nno comma", "\t"],
    ["one", "\t"],
  ])("%j has its separator", (text, separator) => {
    expect(guessSeparator(text)).toBe(separator);
  });

  it("comes back as it was copied, NULL and the empty text apart", () => {
    const cell = fc.option(fc.string({ unit: fc.constantFrom("a", '"', ",", "\t", "\n", "\r", " ", "é") }), {
      nil: null,
    });
    const rows = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(rows, (table) => {
        const columns = (table[0] ?? []).map((_, index) => ({
          name: `c${index}`,
          typeLabel: "text",
          baseType: "text",
          isNumeric: false,
        }));
        const back = (text: string, separator: Separator) =>
          readBlock(text, separator).map((row) =>
            row.map(({ text: read, isQuoted }) => (read === "" && !isQuoted ? null : read)),
          );
        expect(back(toTsv({ columns, rows: table }, false), "\t")).toEqual(table);
        expect(back(toCsv({ columns, rows: table }), ",").slice(1)).toEqual(table);
      }),
    );
  });
});
