import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type KeyColumn, keyConditions } from "./key-conditions.ts";

const operators = ["<", "<=", "=", ">=", ">"].map((name) => ({ schema: "pg_catalog", name }));
const column = (sql: string, value: string | null, rest: Partial<KeyColumn> = {}): KeyColumn => ({
  sql,
  value,
  isNullable: false,
  isDescending: false,
  isNullsFirst: false,
  operators,
  ...rest,
});
const shorten = (conditions: readonly string[]) =>
  conditions.map((condition) =>
    condition.replaceAll('OPERATOR("pg_catalog".', "(").replaceAll("OPERATOR(pg_catalog.", "("),
  );

describe("keyConditions", () => {
  it("compares one column, or whole rows where all run one way without NULLs", () => {
    const down = { isDescending: true, isNullsFirst: true };
    expect([
      shorten(keyConditions([column("a", "$1")])),
      shorten(keyConditions([column("a", "$1"), column("b", "$2")])),
      shorten(keyConditions([column("a", "$1", down), column("b", "$2", down)])),
    ]).toEqual([["a (>) $1"], ["ROW(a, b) (>) ROW($1, $2)"], ["ROW(a, b) (<) ROW($1, $2)"]]);
  });

  it("goes piece by piece where directions differ or NULLs are possible", () => {
    const down = { isDescending: true, isNullsFirst: true };
    expect([
      shorten(keyConditions([column("a", "$1", down), column("b", "$2")])),
      shorten(keyConditions([column("a", "$1", { isNullable: true }), column("b", "$2")])),
      shorten(keyConditions([column("a", null, { isNullable: true }), column("b", "$2")])),
      shorten(keyConditions([column("a", null, { isNullable: true, isNullsFirst: true }), column("b", "$2")])),
      keyConditions([column("a", null, { isNullable: true })]),
    ]).toEqual([
      ["a (=) $1 AND b (>) $2", "a (<) $1"],
      ["a (=) $1 AND b (>) $2", "a (>) $1", "a IS NULL"],
      ["a IS NULL AND b (>) $2"],
      ["a IS NULL AND b (>) $2", "a IS NOT NULL"],
      [],
    ]);
  });

  it("names operators that live elsewhere", () => {
    const own = operators.map(({ name }) => ({ schema: 'my "x', name }));
    expect(keyConditions([column("a", "$1", { operators: own }), column("b", "$2")])).toEqual([
      'a OPERATOR("my ""x".=) $1 AND b OPERATOR("pg_catalog".>) $2',
      'a OPERATOR("my ""x".>) $1',
    ]);
  });

  it("holds for exactly the rows behind the key, each in one piece, pieces in order", () => {
    const cell = fc.option(fc.integer({ min: 0, max: 2 }), { nil: null });
    const direction = fc.record({ isDescending: fc.boolean(), isNullsFirst: fc.boolean() });
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(rows, fc.tuple(direction, direction, direction), fc.nat(), (table, directions, pick) => {
        const key = table[pick % table.length] ?? [null, null, null];
        const columns = directions.map((each, index) =>
          column(`c${index}`, key[index] === null ? null : String(key[index]), { ...each, isNullable: true }),
        );
        const pieces = keyConditions(columns);
        const order = (left: readonly (number | null)[], right: readonly (number | null)[]) =>
          compareRows(left, right, directions);
        const behind = table.filter((row) => order(row, key) > 0).sort(order);
        const found = pieces.map((piece) => table.filter((row) => holds(piece, row)).sort(order));
        expect(found.flat()).toEqual(behind);
      }),
      { numRuns: 500 },
    );
  });
});

type Direction = { readonly isDescending: boolean; readonly isNullsFirst: boolean };

function compareRows(
  left: readonly (number | null)[],
  right: readonly (number | null)[],
  directions: readonly Direction[],
) {
  for (const [index, { isDescending, isNullsFirst }] of directions.entries()) {
    const a = left[index] ?? null;
    const b = right[index] ?? null;
    if (a === b) continue;
    if (a === null || b === null) return (a === null) === isNullsFirst ? -1 : 1;
    return a < b === isDescending ? 1 : -1;
  }
  return 0;
}

/** Reads the conditions as SQL would. */
function holds(condition: string, row: readonly (number | null)[]): boolean {
  return condition.split(" AND ").every((part) => {
    const [, index, rest = ""] = /^c(\d) (.*)$/.exec(part) ?? [];
    const value = row[Number(index)] ?? null;
    if (rest === "IS NULL") return value === null;
    if (rest === "IS NOT NULL") return value !== null;
    const [, operator, number] = /^OPERATOR\("pg_catalog"\.([<=>]+)\) (\d)$/.exec(rest) ?? [];
    if (operator === undefined) throw new Error(`unknown condition ${part}`);
    if (value === null) return false;
    return operator === "="
      ? value === Number(number)
      : operator === "<"
        ? value < Number(number)
        : value > Number(number);
  });
}
