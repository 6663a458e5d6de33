import { describe, expect, it } from "vitest";
import type { EditableColumn } from "../../../../shared/edits/model.ts";
import { guessTargets, hasNames, rowsToInsert, whyNotPaste } from "./paste-rows.ts";
import { readBlock } from "./read-block.ts";

const column = (name: string, more: Partial<EditableColumn> = {}): EditableColumn => ({
  name,
  type: "text",
  baseType: "text",
  labels: null,
  isNotNull: false,
  defaultExpression: null,
  isGenerated: false,
  isIdentityAlways: false,
  mayInsert: true,
  mayUpdate: true,
  ...more,
});
const columns = [
  column("id", { isIdentityAlways: true }),
  column("First Name"),
  column("twice", { isGenerated: true }),
  column("constructor"),
];
const block = (text: string) => readBlock(text, "\t");

describe("pasted rows", () => {
  it("are mapped by the names of their first line, or by their places", () => {
    const named = block("first_name\tconstructor\nAda\tx");
    const full = block("7\tAda\t14\tx");
    const part = block("Ada\tx");
    expect([named, full, part].map((each) => hasNames(each, columns))).toEqual([true, false, false]);
    expect(guessTargets(named, columns, true)).toEqual(["First Name", "constructor"]);
    expect(guessTargets(full, columns, false)).toEqual([null, "First Name", null, "constructor"]);
    expect(guessTargets(part, columns, false)).toEqual(["First Name", "constructor"]);
    // What the server computes is left out also where it is named.
    expect(guessTargets(block("id\ttwice\tconstructor\n1\t2\tx"), columns, true)).toEqual([null, null, "constructor"]);
  });

  it("keep NULL, the empty text and DEFAULT apart", () => {
    const cells = (empty: "null" | "default" | "text") =>
      rowsToInsert(block('\t""\nx'), ["First Name", "constructor"], empty, "b").map((row) => [...row.cells]);
    const quoted = ["constructor", { kind: "text", text: "" }];
    const second = [["First Name", { kind: "text", text: "x" }]];
    expect(cells("null")).toEqual([[["First Name", { kind: "null" }], quoted], second]);
    expect(cells("default")).toEqual([[quoted], second]);
    expect(cells("text")).toEqual([[["First Name", { kind: "text", text: "" }], quoted], second]);
  });

  it("say why they cannot be staged", () => {
    const many = block("a\n".repeat(5_001));
    expect([
      whyNotPaste([], ["a"]),
      whyNotPaste(many, ["a"])?.slice(0, 25),
      whyNotPaste(block("a"), [null]),
      whyNotPaste(block("a\tb"), ["a", "a"]),
      whyNotPaste(block("a\tb"), ["a", null]),
    ]).toEqual(
      [
        "There is no line to paste.",
        "5,001 rows are more than t",
        "No column is filled. Choose where the values go.",
        "Two columns go to a. Choose another for one of them.",
        null,
      ].map((text) => (text?.startsWith("5,001") ? text.slice(0, 25) : text)),
    );
  });
});
