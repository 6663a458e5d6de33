import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignColumns, type ComparedResult } from "./align-columns.ts";
import { compareRows } from "./compare-rows.ts";
import { guessKey } from "./guess-key.ts";

type Row = readonly (string | null)[];

function result(names: readonly string[], rows: readonly Row[], cuts: Readonly<Record<string, number>> = {}) {
  const made: ComparedResult = {
    columns: names.map((name) => ({ name, typeName: "text" })),
    rowCount: rows.length,
    cell: (row, column) => rows[row]?.[column] ?? null,
    trueBytes: (row, column) => cuts[`${row} ${column}`],
  };
  return made;
}

/** The comparison in words: the versions of each row as "results:values", and where it is not. */
function told(results: readonly ComparedResult[], key?: readonly number[]) {
  const columns = alignColumns(results);
  const { rows, ...rest } = compareRows(results, columns, key ?? guessKey(results, columns));
  const words = rows.map(({ standing, versions, absentFrom, differing }) => {
    const shown = versions.map(({ results: own, row }) => {
      const first = own[0] ?? 0;
      return `${own.join("+")}:${columns.map(({ indexes }) => (indexes[first] == null ? "-" : results[first]?.cell(row, indexes[first] ?? 0))).join(",")}`;
    });
    return [standing, ...shown, `not ${absentFrom.join("+")}`, `differ ${[...differing].join("+")}`].join(" | ");
  });
  return { words, ...rest };
}

describe("columns side by side", () => {
  it("are matched by name and turn, whatever their order", () => {
    const left = {
      columns: [
        { name: "id", typeName: "int4" },
        { name: "x", typeName: "text" },
        { name: "x", typeName: "text" },
      ],
    };
    const right = {
      columns: [
        { name: "x", typeName: "text" },
        { name: "id", typeName: "int8" },
        { name: "new", typeName: "text" },
      ],
    };
    expect(alignColumns([left, right])).toEqual([
      { name: "id", indexes: [0, 1], typeNames: ["int4", "int8"] },
      { name: "x", indexes: [1, 0], typeNames: ["text"] },
      { name: "x", indexes: [2, null], typeNames: ["text"] },
      { name: "new", indexes: [null, 2], typeNames: ["text"] },
    ]);
  });
});

describe("rows side by side", () => {
  it("are matched by key; what differs, and what is not everywhere, is told", () => {
    const main = result(
      ["id", "name"],
      [
        ["1", "a"],
        ["2", "b"],
        ["3", null],
      ],
    );
    const other = result(
      ["name", "id"],
      [
        ["a", "1"],
        ["z", "2"],
        ["", "3"],
        ["new", "4"],
      ],
    );
    expect(told([main, other])).toEqual({
      words: [
        "same | 0+1:1,a | not  | differ ",
        "differs | 0:2,b | 1:2,z | not  | differ 1",
        "differs | 0:3, | 1:3, | not  | differ 1",
        "missing | 1:4,new | not 0 | differ ",
      ],
      counts: { same: 1, differs: 2, missing: 1 },
      onlyIn: [0, 1],
      unclearKeys: [],
      cutValues: 0,
    });
  });

  it("stand where they would in their own result, when the first one lacks them", () => {
    const left = result(["id"], [["1"], ["4"]]);
    const right = result(["id"], [["0"], ["1"], ["2"], ["3"], ["4"]]);
    expect(told([left, right], [0]).words.map((words) => /:(\d)/.exec(words)?.[1])).toEqual(["0", "1", "2", "3", "4"]);
  });

  it("are grouped by their values among many results", () => {
    const [a, b, c] = ["x", "y", "x"].map((value) => result(["id", "v"], [["1", value]]));
    if (!a || !b || !c) throw new Error("three were made");
    expect(told([a, b, c, result(["id", "v"], [])], [0])).toMatchObject({
      words: ["differs | 0+2:1,x | 1:1,y | not 3 | differ 1"],
      onlyIn: [0, 0, 0, 0],
    });
  });

  it("of a repeated or NULL key are matched in their order, which is said", () => {
    const left = result(
      ["k", "v"],
      [
        ["1", "a"],
        ["1", "b"],
        [null, "c"],
      ],
    );
    const right = result(
      ["k", "v"],
      [
        ["1", "a"],
        ["1", "x"],
        [null, "c"],
      ],
    );
    expect(told([left, right], [0])).toMatchObject({
      counts: { same: 2, differs: 1, missing: 0 },
      unclearKeys: [0, 1],
    });
  });

  it("do not differ by a column that one result does not have", () => {
    expect(told([result(["id"], [["1"]]), result(["id", "added"], [["1", "x"]])], [0]).counts.same).toBe(1);
  });

  it("with cut values are compared by beginning and length", () => {
    const cut = (bytes: number) => result(["id", "v"], [["1", "beginning"]], { "0 1": bytes });
    expect([told([cut(9e5), cut(9e5)], [0]), told([cut(9e5), cut(8e5)], [0])]).toMatchObject([
      { counts: { same: 1 }, cutValues: 1 },
      { counts: { differs: 1 }, cutValues: 0 },
    ]);
  });

  const table = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom("a", "b", null)), {
    selector: ([id]) => id,
    maxLength: 25,
  });
  const asResult = (rows: readonly (readonly [number, string | null])[]) =>
    result(
      ["id", "v"],
      rows.map(([id, v]) => [String(id), v]),
    );

  it("are counted as two maps would be, in whatever order they come", () => {
    fc.assert(
      fc.property(table, table, (left, right) => {
        const [mine, theirs] = [new Map(left), new Map(right)];
        const ids = [...new Set([...mine.keys(), ...theirs.keys()])];
        const both = ids.filter((id) => mine.has(id) && theirs.has(id));
        const same = both.filter((id) => mine.get(id) === theirs.get(id)).length;
        const expected = { same, differs: both.length - same, missing: ids.length - both.length };
        expect(told([asResult(left), asResult(right)], [0]).counts).toEqual(expected);
      }),
    );
  });

  it("each come up exactly once, matched by key or by position", () => {
    fc.assert(
      fc.property(fc.array(table, { minLength: 2, maxLength: 4 }), fc.constantFrom([], [0], [1]), (tables, key) => {
        const results = tables.map(asResult);
        const { rows } = compareRows(results, alignColumns(results), key);
        const perResult = results.map(
          (_, index) =>
            rows.filter(({ versions }) => versions.some((version) => version.results.includes(index))).length,
        );
        expect(perResult).toEqual(tables.map(({ length }) => length));
        for (const { versions, absentFrom } of rows)
          expect([...versions.flatMap((version) => version.results), ...absentFrom].toSorted()).toEqual(
            results.map((_, index) => index),
          );
      }),
    );
  });
});

describe("the key of a comparison", () => {
  const keyOf = (...results: ComparedResult[]) => guessKey(results, alignColumns(results));

  it("is the first column that tells the rows apart and is shared", () => {
    const left = result(
      ["count", "id"],
      [
        ["10", "a"],
        ["20", "b"],
      ],
    );
    const right = result(
      ["count", "id"],
      [
        ["11", "a"],
        ["21", "b"],
      ],
    );
    expect(keyOf(left, right)).toEqual([1]);
  });

  it("is two columns where one is not enough", () => {
    const rows: Row[] = [
      ["1", "1"],
      ["1", "2"],
      ["2", "1"],
    ];
    expect(keyOf(result(["a", "b"], rows), result(["a", "b"], rows))).toEqual([0, 1]);
  });

  it("is none for single rows, repeats, NULL, or nothing in common", () => {
    const twice: Row[] = [["1"], ["1"]];
    expect([
      keyOf(result(["count"], [["10"]]), result(["count"], [["11"]])),
      keyOf(result(["a"], twice), result(["a"], twice)),
      keyOf(result(["a"], [["1"], [null]]), result(["a"], [["1"], ["2"]])),
      keyOf(result(["a"], [["1"], ["2"]]), result(["a"], [["3"], ["4"]])),
    ]).toEqual([[], [], [], []]);
  });
});
