import { describe, expect, it } from "vitest";
import { pasteInto } from "./paste-cells.ts";

const places = (text: string, rows: number, columns: number) =>
  pasteInto(text, rows, columns)?.map(
    ({ row, column, value }) => `${row},${column}=${value.kind === "text" ? value.text : "NULL"}`,
  ) ?? null;

describe("a paste over chosen cells", () => {
  it("fills the choice with one value, or the block's own cells", () => {
    expect(places("x", 2, 2)).toEqual(["0,0=x", "0,1=x", "1,0=x", "1,1=x"]);
    expect(places("a\tb\nc", 2, 2)).toEqual(["0,0=a", "0,1=b", "1,0=c"]);
  });

  it("is refused where the block is larger", () => {
    expect([places("a\tb", 1, 1), places("a\nb", 1, 5)]).toEqual([null, null]);
  });

  it("keeps NULL and the empty text apart in a block; a single value is a text", () => {
    expect(places('\t""\tx', 1, 3)).toEqual(["0,0=NULL", "0,1=", "0,2=x"]);
    expect([places("", 1, 1), places('""', 1, 1), places("", 2, 1)]).toEqual([["0,0="], ["0,0="], ["0,0=", "1,0="]]);
  });

  it("takes commas for separators only where they fit the choice", () => {
    expect(places("Hello, world", 1, 1)).toEqual(["0,0=Hello, world"]);
    expect(places("Hello, world", 1, 2)).toEqual(["0,0=Hello", "0,1= world"]);
    expect(places("Hello, big, world", 1, 2)).toEqual(["0,0=Hello, big, world", "0,1=Hello, big, world"]);
    expect(places('a,""\nb,', 2, 2)).toEqual(["0,0=a", "0,1=", "1,0=b", "1,1=NULL"]);
  });
});
