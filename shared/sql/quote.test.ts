import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quoteIdentifier, quoteLiteral, quoteName } from "./quote.ts";

const text = fc.string({ unit: "binary" }).filter((value) => !value.includes("\0"));

describe("quoteIdentifier", () => {
  it("quotes every name and doubles quotes", () => {
    expect(["orders", "Order", "select", 'a"b', "", "ä b"].map(quoteIdentifier)).toEqual([
      '"orders"',
      '"Order"',
      '"select"',
      '"a""b"',
      '""',
      '"ä b"',
    ]);
  });

  it("can be read back by the rules of Postgres", () => {
    fc.assert(
      fc.property(text, (name) => {
        const quoted = quoteIdentifier(name);
        expect(quoted).toMatch(/^"(?:[^"]|"")*"$/u);
        expect(quoted.slice(1, -1).replaceAll('""', '"')).toBe(name);
      }),
    );
  });

  it("refuses NUL", () => {
    expect(() => quoteIdentifier("a\0b")).toThrow(RangeError);
  });
});

describe("quoteName", () => {
  it("qualifies", () => {
    expect(quoteName({ schema: "My schema", name: 'x"; DROP TABLE y' })).toBe('"My schema"."x""; DROP TABLE y"');
  });
});

describe("quoteLiteral", () => {
  it("doubles quotes and escapes backslashes in the E form", () => {
    expect(["plain", "it's", "a\\b", "\\'"].map(quoteLiteral)).toEqual([
      "'plain'",
      "'it''s'",
      " E'a\\\\b'",
      " E'\\\\'''",
    ]);
  });

  it("can be read back by the rules of Postgres", () => {
    fc.assert(
      fc.property(text, (value) => {
        const quoted = quoteLiteral(value);
        const isEscaped = quoted.startsWith(" E");
        const body = (isEscaped ? quoted.slice(2) : quoted).slice(1, -1).replaceAll("''", "'");
        expect(isEscaped ? body.replaceAll("\\\\", "\\") : body).toBe(value);
        expect(isEscaped).toBe(value.includes("\\"));
      }),
    );
  });

  it("refuses NUL", () => {
    expect(() => quoteLiteral("\0")).toThrow(RangeError);
  });
});
