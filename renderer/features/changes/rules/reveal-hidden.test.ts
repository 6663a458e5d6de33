import { describe, expect, it } from "vitest";
import { describeHidden, findHidden, revealHidden } from "./reveal-hidden.ts";

describe("hidden characters of a script", () => {
  it("leaves ordinary text alone: tabs, both line ends, accents, other scripts, emoji", () => {
    const text = "select\t'Grün', '名前', '🙂';\r\n-- e\u0301\n";
    expect([revealHidden(text), findHidden(text)]).toEqual([text, []]);
  });

  it("writes out what reorders or hides", () => {
    const text = "drop table a\u202e;\nselect\u00a0'\u200b';\rx";
    expect(revealHidden(text)).toBe("drop table a⟨U+202E⟩;\nselect⟨U+00A0⟩'⟨U+200B⟩';⟨U+000D⟩x");
    expect(findHidden(text).map(({ code, name, line, column }) => [code, name, line, column])).toEqual([
      ["U+202E", "right-to-left override", 1, 13],
      ["U+00A0", "no-break space", 2, 7],
      ["U+200B", "zero-width space", 2, 9],
      ["U+000D", "carriage return", 2, 12],
    ]);
  });

  it("knows characters beyond the basic plane", () => {
    expect(revealHidden("a\u{e0041}b")).toBe("a⟨U+E0041⟩b");
  });

  it("says which and where", () => {
    expect(describeHidden(findHidden("ok"))).toBe("");
    expect(describeHidden(findHidden("\ufeffselect"))).toBe(
      "One hidden character: byte order mark (U+FEFF); the first in line 1, column 1. Written out below as ⟨U+…⟩.",
    );
  });
});
