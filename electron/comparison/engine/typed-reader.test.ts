import { describe, expect, it } from "vitest";
import { readValue } from "./typed-reader.ts";

describe("values for the engine", () => {
  it("have the types of its driver", () => {
    const cases: readonly (readonly [string | null, number])[] = [
      [null, 25],
      ["t", 16],
      ["-7", 23],
      ["16384", 26],
      ["9007199254740993", 20],
      ['{"a": [1]}', 3802],
      ['{plain,"with, comma","a\\"b\\\\c",NULL,"NULL",""}', 1009],
      ["{}", 1009],
      ["{t,f}", 1000],
      ["{1,-2}", 1005],
    ];
    expect(cases.map(([text, type]) => readValue(text, type))).toEqual([
      null,
      true,
      -7,
      16384,
      "9007199254740993",
      { a: [1] },
      ["plain", "with, comma", 'a"b\\c', null, "NULL", ""],
      [],
      [true, false],
      [1, -2],
    ]);
  });
});
