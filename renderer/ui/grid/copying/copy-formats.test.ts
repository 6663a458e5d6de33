import { describe, expect, it } from "vitest";
import { copyText, toCsv, toInList, toInsert, toJson, toMarkdown, toSafeCsv, toTsv } from "./copy-formats.ts";

const column = (name: string, baseType: string, isNumeric = false) => ({
  name,
  typeLabel: baseType,
  baseType,
  isNumeric,
});
const table = {
  columns: [column("id", "int8", true), column("body", "text"), column("payload", "jsonb"), column("ok", "bool")],
  rows: [
    ["9007199254740993", 'tab\t"quote"', '{"a": [1]}', "t"],
    [null, "", "{cut", null],
  ],
};

describe("copying", () => {
  it("as TSV: NULL is empty, the empty text is quoted unless it is alone", () => {
    expect(toTsv(table, false)).toBe('9007199254740993\t"tab\t""quote"""\t"{""a"": [1]}"\tt\n\t""\t{cut\t');
    const alone = { columns: table.columns.slice(1, 2), rows: [[""]] };
    expect([toTsv(alone, false), toTsv(alone, true)]).toEqual(["", 'body\n""']);
    expect(toTsv({ ...table, rows: [] }, true)).toBe("id\tbody\tpayload\tok");
  });

  it("as CSV: NULL and the empty text differ", () => {
    expect(toCsv(table)).toBe('id,body,payload,ok\r\n9007199254740993,"tab\t""quote""","{""a"": [1]}",t\r\n,"",{cut,');
  });

  it("as CSV for spreadsheets: no text is a formula, numbers are as they were", () => {
    const columns = [column("=n", "int4", true), column("t", "text")];
    const starts = ["=1+1", "+1", "-1", "@a", "\tb", "\rc", "d=", null, ""];
    const rows = starts.map((text, index) => [`-${index}`, text] as const);
    expect(toSafeCsv({ columns, rows }).split("\r\n")).toEqual([
      "'=n,t",
      "-0,'=1+1",
      "-1,'+1",
      "-2,'-1",
      "-3,'@a",
      "-4,'\tb",
      '-5,"\'\rc"',
      "-6,d=",
      "-7,",
      '-8,""',
    ]);
  });

  it("as a list for IN: each value once, numbers with their digits, text quoted", () => {
    const [id, body] = table.columns;
    const ids = ["9007199254740993", "NaN", null, "9007199254740993"].map((text) => [text]);
    expect(toInList({ columns: id ? [id] : [], rows: ids })).toBe("(9007199254740993, 'NaN', NULL)");
    const rows = [["1", "it's \\"]];
    expect(toInList({ columns: id && body ? [id, body] : [], rows })).toBe("((1, E'it''s \\\\'))");
  });

  it("as JSON: digits and structure are kept", () => {
    expect(toJson(table)).toBe(
      '[\n  { "id": 9007199254740993, "body": "tab\\t\\"quote\\"", "payload": {"a": [1]}, "ok": true },\n' +
        '  { "id": null, "body": "", "payload": "{cut", "ok": null }\n]',
    );
    const twice = { columns: [column("n", "numeric", true), column("n", "numeric", true)], rows: [["NaN", "1.50"]] };
    expect(toJson(twice)).toBe('[\n  { "n": "NaN", "n_2": 1.50 }\n]');
  });

  it("as Markdown: a value cannot leave its cell", () => {
    expect(toMarkdown({ columns: [column("a|b", "text"), column("n", "int4", true)], rows: [["x\ny<b>", null]] })).toBe(
      "| a\\|b | n |\n| --- | --: |\n| x<br>y\\<b\\> | *NULL* |",
    );
  });

  it("as INSERT: names are quoted, values are constants", () => {
    const rows = {
      columns: [column('we"ird', "text"), column("n", "int4", true)],
      rows: [
        ["it's\\", "1"],
        [null, ""],
      ],
    };
    expect(toInsert(rows, { schema: "public", name: "run events" })).toBe(
      `INSERT INTO "public"."run events" ("we""ird", "n") VALUES\n  (E'it''s\\\\', '1'),\n  (NULL, '');\n`,
    );
  });

  it("chooses by name", () => {
    const target = { schema: "s", name: "t" };
    const one = { columns: [column("a", "text")], rows: [["1"]] };
    expect((["tsv", "csv", "json"] as const).map((format) => copyText(format, one, true, target))).toEqual([
      "a\n1",
      "a\r\n1",
      '[\n  { "a": "1" }\n]',
    ]);
  });
});
