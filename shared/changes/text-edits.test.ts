import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, offsetAfterEdits } from "./text-edits.ts";

describe("edits of a text", () => {
  it("are all in offsets of the text before", () => {
    const edits = [
      { start: 6, end: 9, text: "z" },
      { start: 0, end: 0, text: "> " },
      { start: 3, end: 3, text: "!" },
    ];
    expect(applyEdits("one two three", edits)).toBe("> one! twzhree");
    expect([0, 4, 7, 9].map((offset) => offsetAfterEdits(offset, edits))).toEqual([2, 7, 10, 10]);
  });

  it("are refused where they overlap or lie outside", () => {
    const overlapping = [
      { start: 0, end: 3, text: "" },
      { start: 2, end: 4, text: "" },
    ];
    expect(() => applyEdits("one two", overlapping)).toThrow(RangeError);
    expect(() => applyEdits("one", [{ start: 0, end: 4, text: "" }])).toThrow(RangeError);
  });

  it("leave what stands around them as it is", () => {
    const cut = fc.tuple(fc.string(), fc.string(), fc.string(), fc.string());
    fc.assert(
      fc.property(cut, ([before, gone, after, text]) => {
        const edit = { start: before.length, end: before.length + gone.length, text };
        expect(applyEdits(before + gone + after, [edit])).toBe(before + text + after);
        expect(offsetAfterEdits(before.length + gone.length, [edit])).toBe(before.length + text.length);
      }),
    );
  });
});
