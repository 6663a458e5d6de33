import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyStatement } from "./classify-statement.ts";
import { parseScript } from "./parse-script.ts";

describe("parseScript", () => {
  it("slices the original text by bytes, with offsets in characters and lines", async () => {
    const script = "SELECT 'ä😀';\n\n-- why\nCREATE TABLE ö (x int) ; \n  SELECT 2 -- end";
    const statements = await parseScript(script);
    expect(statements.map(({ index, sql, offset, line }) => ({ index, sql, offset, line }))).toEqual([
      { index: 0, sql: "SELECT 'ä😀'", offset: 0, line: 1 },
      { index: 1, sql: "CREATE TABLE ö (x int)", offset: 22, line: 4 },
      { index: 2, sql: "SELECT 2 -- end", offset: 50, line: 5 },
    ]);
    expect(statements.map(({ sql, offset }) => script.slice(offset, offset + sql.length) === sql)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("keeps semicolons inside bodies and strings", async () => {
    const body = "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $b$ BEGIN RETURN 1; END; $b$";
    const parsed = await parseScript(`${body}; SELECT ';'`);
    expect(parsed.map(({ sql }) => sql)).toEqual([body, "SELECT ';'"]);
  });

  it("finds nothing in blank and commented-out scripts", async () => {
    expect(await Promise.all(["", " \n", "-- only a comment", ";;"].map(parseScript))).toEqual([[], [], [], []]);
  });

  it("names line and character of a syntax error", async () => {
    await expect(parseScript("SELECT 'ä';\nCREATE TABEL x ()")).rejects.toMatchObject({
      code: "sql",
      message: 'syntax error at or near "TABEL" (line 2)',
      details: { postgres: { sqlstate: "42601", position: 20 } },
    });
  });

  it("finds every statement of any sequence again", async () => {
    const pieces = ["SELECT 'ü'", "SELECT /* ж\n */ 1", 'DROP TABLE "é;"', "DO $$ BEGIN PERFORM 1; END $$"];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }), async (chosen) => {
        const script = chosen.join(";\n\t-- é\n");
        const found = await parseScript(script);
        expect(found.map(({ sql }) => sql)).toEqual(chosen);
        expect(found.map(({ offset, sql }) => script.slice(offset, offset + sql.length))).toEqual(chosen);
        expect(found.map(({ offset, line }) => script.slice(0, offset).split("\n").length === line)).toEqual(
          chosen.map(() => true),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe("classifyStatement", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["CREATE INDEX i ON t (a)", "CREATE INDEX", true],
    ["CREATE INDEX CONCURRENTLY i ON t (a)", "CREATE INDEX CONCURRENTLY", false],
    ["DROP INDEX CONCURRENTLY i", "DROP INDEX CONCURRENTLY", false],
    ["DROP MATERIALIZED VIEW v", "DROP MATERIALIZED VIEW", true],
    ["REINDEX (CONCURRENTLY) TABLE t", "REINDEX CONCURRENTLY", false],
    ["REINDEX TABLE t", "REINDEX", true],
    ["REINDEX SCHEMA s", "REINDEX", false],
    ["VACUUM t", "VACUUM", false],
    ["ANALYZE t", "ANALYZE", true],
    ["CLUSTER", "CLUSTER", false],
    ["CLUSTER t USING i", "CLUSTER", true],
    ["ALTER TYPE e ADD VALUE 'x'", "ALTER TYPE", false],
    ["ALTER TYPE e RENAME VALUE 'x' TO 'y'", "ALTER TYPE", true],
    ["ALTER TABLE t DETACH PARTITION p CONCURRENTLY", "ALTER TABLE", false],
    ["ALTER TABLE t DETACH PARTITION p", "ALTER TABLE", true],
    ["ALTER SYSTEM SET work_mem = '1MB'", "ALTER SYSTEM", false],
    ["CREATE DATABASE d", "CREATEDB", false],
    ["CREATE TABLE t (a int)", "CREATE TABLE", true],
    ["ALTER TABLE t RENAME TO u", "ALTER ... RENAME", true],
    ["COMMENT ON TABLE t IS 'x'", "COMMENT", true],
    ["DO $$ BEGIN UPDATE t SET a = 1; COMMIT; END $$", "DO", false],
    ["DO $$ BEGIN RAISE NOTICE 'no commit here'; END $$", "DO", true],
  ];
  it.each(cases)("%s", async (sql, kind, isTransactional) => {
    const classes = (await parseScript(sql)).map(({ node }) => classifyStatement(node));
    expect(classes).toEqual([{ kind, isTransactional, isTransactionControl: false, isSetting: false }]);
  });

  it("tells transaction control and settings", async () => {
    const parsed = await parseScript("BEGIN; SET lock_timeout = '1s'; RESET ALL; SAVEPOINT a; COMMIT");
    const classes = parsed.map(({ node }) => classifyStatement(node));
    expect(classes.map((found) => found.isTransactionControl)).toEqual([true, false, false, true, true]);
    expect(classes.map((found) => found.isSetting)).toEqual([false, true, true, false, false]);
  });
});
