import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type JsonNode, readJsonText } from "./json-text.ts";

/** The value as JSON.parse has it, for texts that lose nothing by that. */
function plainValue(node: JsonNode): unknown {
  if (node.kind === "object")
    return Object.fromEntries(node.entries.map(([key, value]) => [JSON.parse(key), plainValue(value)]));
  return node.kind === "array" ? node.items.map(plainValue) : JSON.parse(node.text);
}

describe("JSON as it was written", () => {
  it("is the same as any reader has it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const node = readJsonText(JSON.stringify(value, null, indent));
        expect(node && JSON.stringify(plainValue(node))).toBe(JSON.stringify(value));
      }),
    );
  });

  it("keeps digits, escapes, and keys that come twice", () => {
    const text = '{"b":1.00,"a":12345678901234567890,"x":1e400,"a":-0,"__proto__":"\\u0000","":[]}';
    expect(readJsonText(text)).toEqual({
      kind: "object",
      entries: [
        ['"b"', { kind: "number", text: "1.00" }],
        ['"a"', { kind: "number", text: "12345678901234567890" }],
        ['"x"', { kind: "number", text: "1e400" }],
        ['"a"', { kind: "number", text: "-0" }],
        ['"__proto__"', { kind: "string", text: '"\\u0000"' }],
        ['""', { kind: "array", items: [] }],
      ],
    });
  });

  it("is read at any depth", () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    expect(readJsonText(deep)?.kind).toBe("array");
  });

  it.each(["", "{", '{"a":1', "[1,]", "{,}", '{"a"}', "01", "nul", '"a\nb"', "1 2", "[1}", '{"a":1,}', "<b>"])(
    "is not %j",
    (text) => {
      expect(readJsonText(text)).toBeNull();
    },
  );
});
