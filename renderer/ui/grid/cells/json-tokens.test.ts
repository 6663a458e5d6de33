import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonTokens } from "./json-tokens.ts";

describe("jsonTokens", () => {
  it("tells keys from values, whole or cut off", () => {
    const kinds = jsonTokens('{"code": "a\\"b", "n": -1.5e3, "ok": true, "cut": "half').map(
      ({ kind, text }) => `${kind} ${text}`,
    );
    expect(kinds.filter((kind) => !kind.startsWith("plain"))).toEqual([
      'key "code"',
      'string "a\\"b"',
      'key "n"',
      "number -1.5e3",
      'key "ok"',
      "word true",
      'key "cut"',
      'string "half',
    ]);
  });

  it("loses no character", () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) =>
          jsonTokens(text)
            .map((token) => token.text)
            .join("") === text,
      ),
    );
  });
});
