import { describe, expect, it } from "vitest";
import { pasteInto, readClipboard } from "./paste-cells.ts";

describe("a clipboard", () => {
  it("is lines of cells, quoted where a cell holds a tab, a line break or a quote", () => {
    expect(readClipboard("a\tb\r\nc\t\r\n")).toEqual([
      ["a", "b"],
      ["c", ""],
    ]);
    expect(readClipboard('"x\ty"\t"say ""hi""\nyou"')).toEqual([["x\ty", 'say "hi"\nyou']]);
    expect(readClipboard('"a" b\t{"k": "v"}')).toEqual([['"a" b', '{"k": "v"}']]);
    expect(readClipboard("")).toEqual([[""]]);
  });

  it("fills the choice with one value, or the block's own cells", () => {
    const places = (text: string, rows: number, columns: number) =>
      pasteInto(text, rows, columns)?.map(
        ({ row, column, value }) => `${row},${column}=${value.kind === "text" ? value.text : ""}`,
      );
    expect(places("x", 2, 2)).toEqual(["0,0=x", "0,1=x", "1,0=x", "1,1=x"]);
    expect(places("a\tb\nc", 2, 2)).toEqual(["0,0=a", "0,1=b", "1,0=c"]);
    expect(places("a\tb", 1, 1)).toBe(undefined);
    expect(pasteInto("a\nb", 1, 5)).toBe(null);
  });
});
