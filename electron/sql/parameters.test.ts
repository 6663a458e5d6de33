import { loadModule, scanSync } from "libpg-query";
import { describe, expect, it } from "vitest";
import { findParameters } from "../../shared/sql/parameters/find-parameters.ts";
import { visitTree } from "./reading-statement.ts";
import { splitScript } from "./split-script.ts";

/** Where Postgres' own parser sees a parameter: UTF-16 offsets in an ASCII text. */
function referencesIn(node: object): readonly number[] {
  const found: number[] = [];
  visitTree(node, (value) => {
    if ("ParamRef" in value) found.push(Number((value.ParamRef as { location?: number }).location ?? 0)); // its own shape
  });
  return found.sort((left, right) => left - right);
}

const texts = [
  "SELECT :a, :'b', $1, 'it''s :c', E'\\':c', \"$2\" FROM t WHERE d = :e::int",
  "SELECT $$ :a $$, x[1:n], x[:n], ARRAY[:a, :b], x->>:key, x#>>:'path' FROM t -- :c\n WHERE /* $9 */ y = :d",
  "INSERT INTO t (a) SELECT * FROM unnest(:ids::int[]) ON CONFLICT (a) DO UPDATE SET a = :a",
  "UPDATE t SET a = :a WHERE b BETWEEN :from AND :to RETURNING a[:n]",
  "WITH x AS (SELECT :a AS a) DELETE FROM t USING x WHERE t.a = x.a AND t.b = ANY(:list)",
  "MERGE INTO t USING (VALUES (:a)) s (a) ON t.a = s.a WHEN NOT MATCHED THEN INSERT VALUES (:a)",
  "CALL p(:a, $2)",
  "EXPLAIN (COSTS off) SELECT :a",
  "CREATE TEMP TABLE u AS SELECT :a AS a",
  "SELECT f(a => :a, b := $1), (:c)::text, -:d, 1+:e, t.a=:f FROM t LIMIT :g OFFSET :h",
  "SELECT U&'\\0061:a', B'1', x'ff', 1.5e3, a$1, U&\"d:a\" FROM t WHERE a @@ :q AND b @? '$.a ? (@ == 1)'",
];

describe("findParameters, beside Postgres' own parser", () => {
  it.each(texts)("finds what it finds in %s", async (sql) => {
    const [statement, ...others] = await splitScript(sql);
    if (!statement?.node || others.length > 0) throw new Error("It does not parse as one statement.");
    expect(referencesIn(statement.node)).toEqual(findParameters(sql).map(({ start }) => start));
  });

  it.each(texts)("sees no word where the lexer sees a string or comment in %s", async (sql) => {
    await loadModule();
    const hidden = scanSync(sql).tokens.filter(({ tokenName }) => /SCONST|COMMENT/.test(tokenName));
    for (const { start } of findParameters(sql))
      expect(hidden.filter((token) => token.start < start && start < token.end)).toEqual([]);
  });
});

describe("splitScript", () => {
  it("reads the trees of statements with named parameters, and keeps their texts", async () => {
    const sql = "SELECT :a;\nUPDATE t SET b = :'b';\nSELEC :c; SELECT $1";
    const statements = await splitScript(sql);
    expect(statements.map(({ sql: text, node }) => [text, node && Object.keys(node)[0]])).toEqual([
      ["SELECT :a", "SelectStmt"],
      ["UPDATE t SET b = :'b'", "UpdateStmt"],
      ["SELEC :c", null],
      ["SELECT $1", "SelectStmt"],
    ]);
    const right = await splitScript("SELECT :a; DO $$ BEGIN NULL; END $$; SELECT ';', :b");
    expect(right.map(({ sql: text }) => text)).toEqual(["SELECT :a", "DO $$ BEGIN NULL; END $$", "SELECT ';', :b"]);
  });
});
