import { describe, expect, it } from "vitest";
import { parserInPlace } from "../sql/parser/sql-parser.ts";
import { fingerprintOf, prepareStatement } from "./prepare-statement.ts";

describe("the statement to explain", () => {
  it.each([
    ["SELECT 1;", "SELECT 1", 0],
    ["-- note\n  SELECT 'ä;' ;\n", "SELECT 'ä;'", 10],
    ["explain select 2", "select 2", 8],
    ["EXPLAIN ANALYZE VERBOSE SELECT 3", "SELECT 3", 24],
    ["EXPLAIN (ANALYZE, FORMAT json) -- options\n/* and */ SELECT 4;", "SELECT 4", 52],
  ])("of %j", async (text, sql, offset) => {
    const prepared = await prepareStatement(text, parserInPlace);
    expect([prepared.sql, prepared.offset]).toEqual([sql, offset]);
    expect(text.slice(offset, offset + sql.length)).toBe(sql);
  });

  it("has one fingerprint whatever its constants and whether EXPLAIN stands before it", async () => {
    const texts = [
      "SELECT a FROM t WHERE b = 1",
      "select a from t where b = 2 -- x",
      "EXPLAIN SELECT a FROM t WHERE b = 3",
    ];
    expect(new Set(await Promise.all(texts.map((text) => fingerprintOf(text, parserInPlace)))).size).toBe(1);
    expect(
      await Promise.all(["", "SELECT 1; SELECT 2", "SELEC"].map((text) => fingerprintOf(text, parserInPlace))),
    ).toEqual([null, null, null]);
  });
});
