import { describe, expect, it } from "vitest";
import { filtersAsWhere, operatorsFor } from "./conditions.ts";
import { filterOperators, type RowFilter } from "./model.ts";

describe("operators of a column", () => {
  it("are those that mean something for its type", () => {
    expect(operatorsFor({ name: "a", baseType: "bool" })).toEqual(["=", "<>", "isNull", "isNotNull"]);
    expect(operatorsFor({ name: "a", baseType: "text" })[0]).toBe("contains");
    expect(operatorsFor({ name: "a", baseType: "int4" })[0]).toBe("=");
    expect(operatorsFor({ name: "a", baseType: "jsonb" })[0]).toBe("has");
    expect(operatorsFor({ name: "a", baseType: "_int4" })[0]).toBe("has");
    expect(operatorsFor({ name: "a", baseType: "point", isSortable: false })).not.toContain("<");
    expect(operatorsFor({ name: "a" })).toEqual(filterOperators);
  });

  it("are each offered once", () => {
    for (const baseType of ["text", "int4", "json", "jsonb", "_text", "uuid", "bool"]) {
      const operators = operatorsFor({ name: "a", baseType });
      expect([baseType, new Set(operators).size]).toEqual([baseType, operators.length]);
    }
  });
});

describe("filters as SQL", () => {
  const filter = (operator: RowFilter["operator"], value: string | null, values?: string[]): RowFilter => ({
    column: 'a"b',
    operator,
    value,
    ...(values ? { values } : {}),
  });

  it("say the same, with names and values quoted", () => {
    expect(filtersAsWhere([])).toBeNull();
    const cases: [RowFilter, string][] = [
      [filter("=", "it's"), `"a""b" = 'it''s'`],
      [filter("<>", "\\"), `"a""b" <> E'\\\\'`],
      [filter("in", null, ["1", "2"]), `"a""b" IN ('1', '2')`],
      [filter("notIn", null, ["1"]), `"a""b" NOT IN ('1')`],
      [filter("contains", "50%"), `"a""b"::text ILIKE E'%50\\\\%%'`],
      [filter("startsWith", "x"), `"a""b"::text LIKE 'x%'`],
      [filter("endsWith", "x"), `"a""b"::text LIKE '%x'`],
      [filter("matches", "^x"), `"a""b"::text ~* '^x'`],
      [filter("has", "{1}"), `"a""b" @> '{1}'`],
      [filter("isNull", null), `"a""b" IS NULL`],
    ];
    expect(cases.map(([each]) => filtersAsWhere([each]))).toEqual(cases.map(([, sql]) => sql));
    expect(filtersAsWhere([filter("isNull", null), filter("=", "1")])).toBe(`"a""b" IS NULL\n  AND "a""b" = '1'`);
  });
});
