import { describe, expect, it } from "vitest";
import { findViewer } from "./registry.ts";

const idOf = (baseType: string, text: string) =>
  findViewer({ name: "a", typeLabel: baseType, baseType, isNumeric: false }, text)?.id ?? null;

describe("the viewer of a value", () => {
  it.each([
    ["jsonb", "{}", "json"],
    ["json", "not json at all", "json"],
    ["bytea", "\\x00", "bytea"],
    ["vector", "[1,2,3]", "vector"],
    ["sparsevec", "{1:1}/5", "vector"],
    ["point", "(1,2)", "shape"],
    ["line", "{1,2,3}", null],
    ["geometry", "0101000000000000000000F03F0000000000000040", "ewkb"],
    ["_int4", "{1,2}", null],
    ["_text", `{${"element,".repeat(9)}last}`, "array"],
    ["int4range", "[1,5)", "range"],
    ["int4multirange", "{[1,3),[5,7)}", "range"],
    ["interval", "1 mon", "interval"],
    ["interval", "P1M", null],
    ["text", "short", null],
    ["text", "two\nlines", "text"],
    ["xml", `<a>${"x".repeat(300)}</a>`, "text"],
    ["varchar", "right\u202eleft", "text"],
    ["int4", "1", null],
  ])("of %s %j is %s", (type, text, id) => {
    expect(idOf(type, text)).toBe(id);
  });
});
