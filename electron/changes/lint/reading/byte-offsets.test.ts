import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteOffsets } from "./byte-offsets.ts";

describe("byteOffsets", () => {
  it("finds the character at which so many bytes are behind, in long texts too", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 40 }),
        fc.nat(2_000),
        fc.string({ unit: "grapheme" }),
        (unit, times, tail) => {
          const head = unit.repeat(times);
          expect(byteOffsets(head + tail)(Buffer.byteLength(head))).toBe(head.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("does not count a byte order mark, which the parser never saw", () => {
    expect(byteOffsets("\uFEFFä b")(3)).toBe(3);
  });
});
