import { describe, expect, it } from "vitest";
import { excerptAround, firstWords } from "./first-words.ts";

it("names a statement by its first words", () => {
  expect(firstWords("-- why\n/* and\n how */ SELECT\n  1,\t2")).toBe("SELECT 1, 2");
});

describe("an excerpt", () => {
  const marked = (text: string, offset: number) => {
    const { text: shown, mark, line, column } = excerptAround(text, offset);
    return [
      `${shown.slice(0, mark.start)}[${shown.slice(mark.start, mark.end)}]${shown.slice(mark.end)}`,
      line,
      column,
    ];
  };

  it("is the line with its neighbours, the word marked", () => {
    const text = "one\ntwo\nSELECT nothing, 2\nfour\nfive";
    expect(marked(text, text.indexOf("nothing"))).toEqual(["two\nSELECT [nothing], 2\nfour", 3, 8]);
    expect(marked("SELECT 'x y' FROM", 7)).toEqual(["SELECT ['x y'] FROM", 1, 8]);
    expect(marked("\nSELECT", 1)).toEqual(["\n[SELECT]", 2, 1]);
  });

  it("stands at the end, and of a long line shows the part around the place", () => {
    expect(marked("SELECT (", 8)).toEqual(["SELECT ([]", 1, 9]);
    const long = `${"a".repeat(500)} nothing ${"b".repeat(500)}`;
    const { text, mark } = excerptAround(long, 501);
    expect([text.length < 170, text.slice(mark.start, mark.end), text.at(0), text.at(-1)]).toEqual([
      true,
      "nothing",
      "…",
      "…",
    ]);
  });
});
