import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bindParameters, givenParametersSchema } from "./bind-parameters.ts";

const given = (values: Readonly<Record<string, string | null>>) =>
  Object.entries(values).map(([key, value]) => ({ key, value }));

describe("bindParameters", () => {
  it("numbers from one, fills up with blanks, and sends nothing of a value in the text", () => {
    const bound = bindParameters("SELECT :name, $7, :'name' FROM t", given({ ":name": "'; DROP TABLE t", $7: null }));
    expect([bound.sql, bound.keys, bound.values]).toEqual([
      "SELECT $1   , $2, $1      FROM t",
      [":name", "$7"],
      ["'; DROP TABLE t", null],
    ]);
  });

  it("tells NULL, empty text and no value apart", () => {
    expect(bindParameters("SELECT $1, $2", given({ $1: "", $2: null })).values).toEqual(["", null]);
    expect(() => bindParameters("SELECT $1, $2", given({ $1: "" }))).toThrow("The parameter $2 has no value");
  });

  it("leads every place behind a longer number back to where it was written", () => {
    const names = Array.from({ length: 12 }, (_, index) => `:${String.fromCharCode(97 + index)}`);
    const sql = `SELECT ${names.join(",")}, oops`;
    const bound = bindParameters(sql, given(Object.fromEntries(names.map((name) => [name, "1"]))));
    expect(bound.sql).toBe(`SELECT ${names.map((_, index) => `$${index + 1}`).join(",")}, oops`);
    expect(bound.toOriginal(bound.sql.indexOf("oops"))).toBe(sql.indexOf("oops"));
    expect(bound.toOriginal(bound.sql.indexOf("$11") + 2)).toBe(sql.indexOf(":k"));
  });

  it("keeps the text around parameters, and their places in order", () => {
    const piece = fc.constantFrom(":a", ":long_name", "$3", "$12", ", ", " + ", "'x:a'", "é😀 ", "\n");
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const sql = `SELECT ${pieces.join(" ")}`;
        const values = given({ ":a": "1", ":long_name": "2", $3: "3", $12: "4" });
        const bound = bindParameters(sql, values);
        const places = Array.from({ length: bound.sql.length + 1 }, (_, at) => bound.toOriginal(at));
        expect(places).toEqual([...places].sort((left, right) => left - right));
        for (const [at, place] of places.entries())
          if (!/[$\d ]/.test(bound.sql[at] ?? " ")) expect(sql[place]).toBe(bound.sql[at]);
      }),
    );
  });
});

describe("givenParametersSchema", () => {
  it("takes keys of parameters only", () => {
    const isTaken = (key: string) => givenParametersSchema.safeParse([{ key, value: "" }]).success;
    expect(["$1", ":a", ":größe", "a", ":1", "$", ":a b", "__proto__"].map(isTaken)).toEqual([
      ...[true, true, true],
      ...[false, false, false, false, false],
    ]);
  });
});
