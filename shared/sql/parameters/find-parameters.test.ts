import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findParameters, maskNamedParameters, parameterKeys } from "./find-parameters.ts";

describe("findParameters", () => {
  it("finds numbers, names, and names in quotes, with their places", () => {
    const sql = "SELECT $2, :id, :'id', :größe FROM t WHERE a = $2";
    expect(findParameters(sql).map(({ key, start, end }) => [key, sql.slice(start, end)])).toEqual([
      ["$2", "$2"],
      [":id", ":id"],
      [":id", ":'id'"],
      [":größe", ":größe"],
      ["$2", "$2"],
    ]);
    expect(parameterKeys(sql)).toEqual(["$2", ":id", ":größe"]);
  });

  it.each([
    ["a string", "SELECT ':a', E'\\':a', 'it''s :a', U&':a'"],
    ["a quoted name", 'SELECT ":a" FROM "$1"'],
    ["comments", "SELECT 1 -- :a $1\n/* :a /* $1 */ :b */"],
    ["dollar quotes", "SELECT $$ :a $1 $$, $x$ $1 $$ :a $x$"],
    ["casts", "SELECT a::int, '1'::text::name, x :: int"],
    ["slices", "SELECT a[1:n], a[:n], a[i:], a[x.i:x.j][1:n], a['1':'2']"],
    ["operators of JSON", "SELECT a->'b', a->>'b', a#>'{a}', a @> '{}', a ? 'b', a @? '$.a[*] ? (@ > 1)'"],
    ["named arguments", "SELECT f(a := 1, b => 2)"],
    ["names with a dollar", "SELECT a$1, _$2 FROM t$3"],
    ["what touches a name or number", "SELECT a:b, 1:b, b::c:d"],
    ["a routine's body, where a number is an argument", "CREATE FUNCTION f(int) RETURNS int RETURN $1 + 1"],
    ["statements that take none", "PREPARE p AS SELECT $1"],
    ["settings", "SET a.b = :c"],
    ["a table's definition", "CREATE TABLE t (a int DEFAULT :b)"],
  ])("finds none in %s", (_, sql) => {
    expect(findParameters(sql)).toEqual([]);
  });

  it.each([
    ["SELECT ARRAY[:a, :b], ARRAY[[:c], [:d]], x[:e:$1]", [":a", ":b", ":c", ":d", "$1"]],
    ["SELECT a[(:n)], a[f(:m)]", [":n", ":m"]],
    ["SELECT x->:key, x->>:'other', a=:b, a<>:c, -:d", [":key", ":other", ":b", ":c", ":d"]],
    ["SELECT :a::int, (:b)::date, :'c'::text", [":a", ":b", ":c"]],
    ["-- first\n/* :x */ (WITH a AS (SELECT :y) TABLE a)", [":y"]],
    ["CREATE TEMP TABLE t AS SELECT :a AS a", [":a"]],
    ["EXPLAIN (ANALYZE) SELECT :a", [":a"]],
    ["INSERT INTO t VALUES (:a, $1) ON CONFLICT DO UPDATE SET b = :b", [":a", "$1", ":b"]],
  ])("finds those of %s", (sql, keys) => {
    expect(parameterKeys(sql)).toEqual(keys);
  });
});

describe("maskNamedParameters", () => {
  it("puts a number of the same length in the place of a name", () => {
    expect(maskNamedParameters("SELECT :a, :name, :'b', $1, x::int")).toBe("SELECT $1, $0001, $001, $1, x::int");
  });

  it("keeps every offset, and is done after once", () => {
    const parts = fc.constantFrom(
      "SELECT ",
      ":a",
      ":'b c'",
      ":'bc'",
      "'",
      '"',
      "[",
      "]",
      "::int",
      " ",
      "$$",
      "--",
      "\n",
      "ä😀",
      ":",
      "$1",
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 20 }), (pieces) => {
        const sql = pieces.join("");
        const masked = maskNamedParameters(sql);
        expect(masked.length).toBe(sql.length);
        for (const [at, character] of [...masked].entries())
          if (!/[$01]/.test(character)) expect([...sql][at]).toBe(character);
      }),
    );
  });
});
