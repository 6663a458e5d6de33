import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FileDialect } from "../../../shared/transfer/import-model.ts";
import { readCopyRow } from "../formats/decoded-rows.ts";
import { writeCopyRow } from "./copy-text.ts";
import { columnDefault, readRecords, valueAt } from "./read-records.ts";
import { RowLines } from "./row-lines.ts";

const dialect: FileDialect = {
  format: "delimited",
  encoding: "utf-8",
  delimiter: ",",
  quote: '"',
  hasHeader: false,
  nullText: "",
  jsonNull: "sqlNull",
  missingKey: "null",
};

/** Reads a text that comes in pieces, which are cut at these places. */
async function read(text: string, how: Partial<FileDialect>, cuts: readonly number[] = []) {
  async function* pieces() {
    const characters = [...text]; // a decoder never gives half of one
    const { length } = characters;
    const places = [0, ...cuts.map((cut) => cut % (length + 1)).sort((a, b) => a - b), length];
    for (const [index, from] of places.slice(0, -1).entries()) yield characters.slice(from, places[index + 1]).join("");
  }
  const reader = readRecords(pieces(), { ...dialect, ...how });
  const records: { readonly line: number; readonly values: readonly (string | null)[] }[] = [];
  for await (const { line, values } of reader.records) records.push({ line, values });
  return { columns: reader.columns(), records };
}

const cell = fc.option(fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "\\", "{", "}", " ", "ä", "😀") }));

describe("rows of a file", () => {
  it("in CSV are what was written, in however many pieces they come", async () => {
    const quoted = (value: string | null) => (value === null ? "" : `"${value.replaceAll('"', '""')}"`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1 }), fc.array(fc.nat()), async (rows, cuts) => {
        const text = rows.map((row) => `${row.map(quoted).join(",")}\n`).join("");
        expect((await read(text, {}, cuts)).records.map(({ values }) => values)).toEqual(rows);
      }),
    );
  });

  it("in JSON are what was written, one after the other or as an array", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1 }), fc.array(fc.nat()), async (rows, cuts) => {
        const objects = rows.map(([a, b]) => JSON.stringify({ "k{": a, b }));
        const lines = await read(objects.join("\n"), { format: "jsonLines" }, cuts);
        const array = await read(`[${objects.join(" ,\n")}]`, { format: "json" }, cuts);
        expect(lines.records.map(({ values }) => values)).toEqual(rows);
        expect(array).toEqual(lines);
      }),
    );
  });

  it("know their lines, also after values of several lines", async () => {
    const { columns, records } = await read('a,b\r\n1,"x\ny"\r\n2,\r\n', { hasHeader: true });
    expect([columns, records]).toEqual([
      ["a", "b"],
      [
        { line: 3, values: ["1", "x\ny"] },
        { line: 4, values: ["2", null] },
      ],
    ]);
    const lines = new RowLines();
    for (const line of [3, 4, 5, 9, 10]) lines.add(line);
    expect([1, 2, 3, 4, 5].map((row) => lines.lineOf(row))).toEqual([3, 4, 5, 9, 10]);
  });

  it.each([
    ['{"a": 1} x', "jsonLines"],
    ['{"a": 1', "jsonLines"],
    ["[1]", "json"],
    ['[{"a": 1}', "json"],
    ['[{"a": 1}] {"a": 2}', "json"],
    ['{"a": 1}', "json"],
    ["1,2\n3\n", "delimited"],
    ['"open', "delimited"],
  ] as const)("refuses %j as %s", async (text, format) => {
    await expect(read(text, { format })).rejects.toMatchObject({ code: "invalidInput" });
  });

  it.each([
    ["1,2\n3\n4,5,6\n7,8\n", "delimited", [null, "has 1 value;", "has 3 values;", null]],
    ['{"a": 1}\n{"a": }\n{"a": 2}', "jsonLines", [null, "Line 2 cannot be read as JSON", null]],
  ] as const)("of %j are all given by a tolerant reader, with what is wrong", async (text, format, expected) => {
    async function* whole() {
      yield text;
    }
    const problems: (string | undefined)[] = [];
    for await (const record of readRecords(whole(), { ...dialect, format }, true).records)
      problems.push(record.problem);
    expect(problems).toEqual(expected.map((part) => (part === null ? undefined : expect.stringContaining(part))));
  });

  it("tell a value, null, JSON's null and a missing key apart", async () => {
    async function* whole() {
      yield '{"a": {"x": 1.10}, "b": "null"}\n{"a": null}';
    }
    const plain = { place: 0, isJson: true };
    const sources = [
      plain,
      { ...plain, isNullJson: true },
      { place: 1, isJson: false },
      { place: 1, isJson: true, isDefaulted: true },
    ];
    const rows: unknown[] = [];
    for await (const record of readRecords(whole(), { ...dialect, format: "jsonLines" }).records)
      rows.push(sources.map((source) => valueAt(record, source)));
    expect(rows).toEqual([
      ['{"x": 1.10}', '{"x": 1.10}', "null", '"null"'],
      [null, "null", null, columnDefault],
    ]);
    expect(writeCopyRow([columnDefault, "\\D", null, "\\N"])).toBe("\\D\t\\\\D\t\\N\t\\\\N\n");
  });

  it("go to the server in a form that reads the same", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.string({ unit: "binary" })), { minLength: 1 }), (values) => {
        expect(readCopyRow(writeCopyRow(values).slice(0, -1))).toEqual(values);
      }),
    );
  });
});
