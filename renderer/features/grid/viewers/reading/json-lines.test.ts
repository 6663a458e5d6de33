import { describe, expect, it } from "vitest";
import { jsonLines, maxJsonLines } from "./json-lines.ts";
import { readJsonText } from "./json-text.ts";

function shown(text: string, toggled: Readonly<Record<string, boolean>> = {}): readonly string[] {
  const node = readJsonText(text);
  const lines = node ? jsonLines(node, new Map(Object.entries(toggled))) : [];
  return lines.map(({ depth, key, text: words }) => `${"  ".repeat(depth)}${key === null ? "" : `${key}: `}${words}`);
}

describe("a JSON tree", () => {
  it("is open two levels deep and shows what the server wrote", () => {
    expect(shown('{"a": {"b": {"c": 1.00}}, "a": [12345678901234567890, "x\\n"], "": null}')).toEqual([
      "{ 3 keys",
      "  a: { 1 key",
      "    b: { 1 key",
      "  a: [ 2 items",
      "    0: 12345678901234567890",
      '    1: "x\\n"',
      '  "": null',
    ]);
  });

  it("opens and closes by place, also where a key comes twice", () => {
    expect(shown('{"a": [1], "a": [2]}', { "$/0": false })).toEqual([
      "{ 2 keys",
      "  a: [ 1 item",
      "  a: [ 1 item",
      "    0: 2",
    ]);
  });

  it("ends after a bounded number of lines", () => {
    expect(shown(JSON.stringify(Array.from({ length: 5_000 }, (_, index) => index)))).toHaveLength(maxJsonLines);
  });
});
