import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sqlTokens } from "./sql-tokens.ts";

const kinds = (sql: string) =>
  sqlTokens(sql)
    .filter(({ kind }) => kind !== "plain")
    .map(({ kind, text }) => `${kind}:${text}`);

describe("sqlTokens", () => {
  it("tells keywords, functions, numbers, strings and comments apart", () => {
    expect(kinds("select count(*), 'it''s' from runs -- all\nwhere n > 1.5e3 /* x */")).toEqual([
      "keyword:select",
      "function:count",
      "string:'it''s'",
      "keyword:from",
      "comment:-- all",
      "keyword:where",
      "number:1.5e3",
      "comment:/* x */",
    ]);
  });

  it("reads dollar quotes by their tag, escapes and quoted names", () => {
    expect(kinds(`do $f$ begin $$ select 1; end $f$; e'a\\'b' "select"`)).toEqual([
      "keyword:do",
      "string:$f$ begin $$ select 1; end $f$",
      "string:e'a\\'b'",
      'identifier:"select"',
    ]);
  });

  it("loses no character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (sql) => {
        expect(
          sqlTokens(sql)
            .map(({ text }) => text)
            .join(""),
        ).toBe(sql);
      }),
    );
  });
});
