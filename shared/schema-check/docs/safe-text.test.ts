import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHtml } from "../../findings/to-html.ts";
import { visibleText } from "../../findings/visible-text.ts";
import { anchorOf, toMarkdown, toMarkdownCode } from "./safe-text.ts";

describe("text in documents", () => {
  it("shows what hides and keeps line ends and tabs", () => {
    expect(visibleText("a\u202eb\u0000\r\n\tc\u200b")).toBe("a\\u{202e}b\\u{0}\n\tc\\u{200b}");
  });

  it("is never markup of HTML, and says the same when it is read back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const html = toHtml(text);
        expect(html).not.toMatch(/[<>"']/);
        const back = html
          .replace(/&lt;/g, "<")
          .replace(/&gt;/g, ">")
          .replace(/&quot;/g, '"')
          .replace(/&#39;/g, "'");
        expect(back.replace(/&amp;/g, "&")).toBe(visibleText(text));
      }),
    );
  });

  it("is one line of Markdown in which nothing means anything", () => {
    expect(toMarkdown("# a|b `c` **d** <e> [f](g) ~h~ $i$ @j !k https://l.m\n- n\n1. o")).toBe(
      "\\# a\\|b \\`c\\` \\*\\*d\\*\\* &lt;e&gt; \\[f\\](g) \\~h\\~ \\$i\\$ \\@j \\!k https:&#47;&#47;l.m<br>\\- n<br>\\1. o",
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."`*_[]<>|\\#~!$@ab \n".split("")) }), (text) => {
        const plain = toMarkdown(text).replace(/\\[\\`*_[\]|#~!$@]|&(lt|gt|amp);|<br>/g, "");
        expect(plain).not.toMatch(/[`*_[\]<>|#~!$@\n\\]/);
      }),
    );
  });

  it("as code is fenced by more backticks than it has", () => {
    expect(toMarkdownCode("a ```` b", "sql")).toBe("`````sql\na ```` b\n`````");
    expect(toMarkdownCode("a", "sql")).toBe("```sql\na\n```");
  });

  it("gives every name an anchor of its own, fit for an attribute", () => {
    const names = ["a", "a b", "a~20~b", "A", "ä", 'a"b', "a:b"];
    const anchors = [...names.map((name) => anchorOf("s", name)), anchorOf("s:a", "b"), anchorOf("s", "a:b", "c")];
    expect(new Set(anchors).size).toBe(anchors.length);
    expect(anchors.every((anchor) => /^[A-Za-z0-9_.~:-]+$/.test(anchor))).toBe(true);
  });
});
