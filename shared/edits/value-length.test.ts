import { describe, expect, it } from "vitest";
import { whyTooLong } from "./value-length.ts";

describe("a text that may be too long", () => {
  it.each([
    ["character varying(3)", "abcd", "4 characters, and the column takes 3"],
    ["character varying(3)", "abc   ", null],
    ["character(2)", "\u{1f600}\u{1f600}", null],
    ["character(1)", " a", "2 characters, and the column takes 1"],
    ["character varying", "abcd", null],
    ["character varying(3)[]", "abcd", null],
    ["numeric(3,1)", "12345", null],
  ])("%s takes %j or says why not", (type, text, why) => {
    expect(whyTooLong(type, text)).toBe(why);
  });
});
