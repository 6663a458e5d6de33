import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText, encodeText, versionOf } from "./file-text.ts";

const decode = (bytes: Buffer | string) => decodeText(Buffer.from(bytes as string), "a.sql"); // either overload
const refusal = (bytes: number[]) => {
  try {
    return decode(Buffer.from(bytes));
  } catch (error) {
    return error;
  }
};

describe("a file's text", () => {
  it("is read with or without a mark, and with either line break", () => {
    expect([decode("a\nb"), decode("\uFEFFa\r\nb\r\n"), decode("")]).toEqual([
      { text: "a\nb", format: { hasBom: false, lineBreak: "lf" }, hasMixedBreaks: false },
      { text: "a\nb\n", format: { hasBom: true, lineBreak: "crlf" }, hasMixedBreaks: false },
      { text: "", format: { hasBom: false, lineBreak: "lf" }, hasMixedBreaks: false },
    ]);
  });

  it("with both line breaks, or old ones, says so", () => {
    expect(
      [decode("a\r\nb\r\nc\n"), decode("a\rb")].map(({ format, hasMixedBreaks }) => [format.lineBreak, hasMixedBreaks]),
    ).toEqual([
      ["crlf", true],
      ["lf", true],
    ]);
  });

  it("comes back as the very bytes, unless its line breaks are mixed", () => {
    const part = fc.constantFrom("SELECT 1", "ä€😀", "\uFEFF", " ", "''");
    fc.assert(
      fc.property(fc.array(part), fc.constantFrom("\n", "\r\n"), fc.boolean(), (parts, lineBreak, hasBom) => {
        const bytes = Buffer.from((hasBom ? "\uFEFF" : "") + ["", ...parts].join(lineBreak));
        const { text, format, hasMixedBreaks } = decode(bytes);
        expect([encodeText(text, format).equals(bytes), hasMixedBreaks, text.includes("\r")]).toEqual([
          true,
          false,
          false,
        ]);
      }),
    );
  });

  it("in another encoding is refused with the line, never guessed", () => {
    const line = [...Buffer.from("SELECT 1;\n")];
    expect([
      refusal([...line, 0x27, 0xe4, 0x27]),
      refusal([0xff, 0xfe, 0x41, 0]),
      refusal([...line, ...line, 0]),
    ]).toMatchObject([
      { code: "invalidInput", message: "a.sql is not read: line 2 has bytes that are no UTF-8." },
      { code: "invalidInput", message: "a.sql is not read: line 1 has the mark of UTF-16." },
      { code: "invalidInput", message: "a.sql is not read: line 3 has a byte that no text has." },
    ]);
  });

  it("with half a character is not written", () => {
    expect(() => encodeText("\ud83d", { hasBom: false, lineBreak: "lf" })).toThrow(/half of a character/);
  });

  it("is named by its bytes", () => {
    expect(versionOf(Buffer.from("a"))).toMatch(/^ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb$/);
  });
});
