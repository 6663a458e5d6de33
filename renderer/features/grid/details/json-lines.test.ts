import { describe, expect, it } from "vitest";
import { jsonLines, maxJsonLines, parseJson } from "./json-lines.ts";

const show = (text: string, toggled: readonly (readonly [string, boolean])[] = []) => {
  const value = parseJson(text);
  return value === null
    ? null
    : jsonLines(value, new Map(toggled)).map(
        ({ depth, key, isOpen, text: shown }) =>
          `${"  ".repeat(depth)}${isOpen === null ? "" : isOpen ? "- " : "+ "}${key === null ? "" : `${key}: `}${shown}`,
      );
};

describe("the JSON tree", () => {
  it("opens two levels and says how much the rest holds", () => {
    expect(
      show('{"code": "x", "ok": false, "scores": {"a": 0.5, "deep": {"b": [1, 2]}}, "none": {}, "list": [1]}'),
    ).toEqual([
      "- { 5 keys",
      '  code: "x"',
      "  ok: false",
      "  - scores: { 2 keys",
      "    a: 0.5",
      "    + deep: { 1 key",
      "  none: {}",
      "  - list: [ 1 item",
      "    0: 1",
    ]);
  });

  it("keeps what was opened and closed", () => {
    expect(show('{"a": {"b": {"c": 1}}}', [["$/a/b", true]])?.at(-1)).toBe("      c: 1");
    expect(show('{"a": {"b": 1}}', [["$", false]])).toEqual(["+ { 1 key"]);
  });

  it("takes half a document for a text, and stops at a bound", () => {
    expect(show('{"a": "cut')).toBeNull();
    expect(
      jsonLines(
        Array.from({ length: 5000 }, (_, index) => index),
        new Map(),
      ),
    ).toHaveLength(maxJsonLines);
  });
});
