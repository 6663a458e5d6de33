import { describe, expect, it } from "vitest";
import { alignColumns, type ComparedResult } from "../../../../shared/editor/comparing/align-columns.ts";
import { compareRows } from "../../../../shared/editor/comparing/compare-rows.ts";
import { ComparisonSource, type ShownStanding } from "./comparison-source.ts";

const tables = [
  {
    names: ["id", "v"],
    rows: [
      ["1", "a"],
      ["2", "b"],
    ],
  },
  {
    names: ["v", "id"],
    rows: [
      ["a", "1"],
      ["x", "2"],
      ["n", "3"],
    ],
  },
];
const results: ComparedResult[] = tables.map(({ names, rows }) => ({
  columns: names.map((name) => ({ name, typeName: name === "id" ? "int4" : "text" })),
  rowCount: rows.length,
  cell: (row, column) => rows[row]?.[column] ?? null,
  trueBytes: () => undefined,
}));

function source(shown: ShownStanding) {
  const columns = alignColumns(results);
  const comparison = compareRows(results, columns, [0]);
  const view = { comparison, columns, key: [0], names: ["main", "preview"], shown };
  return new ComparisonSource(view, (result, row, column) => ({ text: results[result]?.cell(row, column) ?? null }));
}

function lines(shown: ShownStanding) {
  const made = source(shown);
  return Array.from({ length: made.getSnapshot().rowCount }, (_, row) => [
    made.rowLabel(row),
    made.rowState(row) ?? "",
    ...made.columns.map((_column, column) => {
      const cell = made.cell(row, column);
      return `${cell?.text}${cell?.state ? "*" : ""}`;
    }),
  ]);
}

describe("a comparison as rows of the grid", () => {
  it("has a line for each version, marks what differs, and says where a row is", () => {
    expect(lines("all")).toEqual([
      ["1", "", "all", "1", "a"],
      ["2", "differs", "main", "2", "b*"],
      ["", "differs", "preview", "2", "x*"],
      ["3", "missing", "only preview", "3", "n"],
    ]);
  });

  it("shows one kind of rows, with the numbers that they have among all", () => {
    expect([lines("missing"), lines("differs").length, lines("same").length]).toEqual([
      [["3", "missing", "only preview", "3", "n"]],
      2,
      1,
    ]);
  });

  it("leaves a column empty where the row's database does not have it", () => {
    const columns = [{ name: "added", indexes: [null, 0], typeNames: ["text"] }];
    const view = {
      comparison: compareRows(results, columns, []),
      columns,
      key: [],
      names: ["main", "preview"],
      shown: "all" as const,
    };
    const made = new ComparisonSource(view, () => ({ text: "x" }));
    expect([made.columns[1]?.typeLabel, made.cell(0, 1), made.cell(2, 1)]).toEqual([
      "not in main",
      { text: "", isAbsent: true },
      { text: "x" },
    ]);
  });

  it("names the columns, their types, and the key", () => {
    expect(
      source("all").columns.map(({ name, typeLabel, isInPrimaryKey }) => [name, typeLabel, isInPrimaryKey]),
    ).toEqual([
      ["In", "", undefined],
      ["id", "int4", true],
      ["v", "text", false],
    ]);
  });
});
