import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitLoosely } from "../../shared/sql/split-loosely.ts";
import { parseScript } from "./parse-script.ts";
import { splitScript } from "./split-script.ts";

const texts = async (sql: string) => (await splitScript(sql)).map((statement) => statement.sql);

/** Statements that hide semicolons in every way the grammar has. */
const statements = [
  "SELECT 1",
  "SELECT ';', E'\\';', \"a;b\" FROM (SELECT 1 AS \"a;b\") x",
  "SELECT $$ ; $$, $tag$ $$ ; $tag$, a$1 FROM t",
  "SELECT 1 /* ; /* ; */ ; */ + 2 -- ;\n + 3",
  "DO $$ BEGIN PERFORM 1; END $$",
  "SELECT U&'\\0041;', B'1', x'ff', 1.5e3",
  "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
  "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC INSERT INTO t VALUES (1); END",
  "CREATE RULE r AS ON INSERT TO t DO (DELETE FROM u; DELETE FROM v)",
  "SELECT\n\n\n1",
  "BEGIN",
  "SELECT 'ä😀;' AS \"ö;\"",
  "SELECT 'a\\'",
];
const between = [";", " ;\n\n", ";-- note; \n", "; /* ; */ ", ";;"];

describe("splitScript", () => {
  it("goes on behind a statement that is wrong", async () => {
    expect(await texts("SELECT 1;\nSELEC 2;\n\n-- x\nSELECT (3; SELECT ';' -- end")).toEqual([
      "SELECT 1",
      "SELEC 2",
      "SELECT (3",
      "SELECT ';' -- end",
    ]);
  });

  it("keeps what has no end in one piece", async () => {
    expect(await texts("SELECT 1; SELECT 'open; SELECT 2")).toEqual(["SELECT 1", "SELECT 'open; SELECT 2"]);
    expect(await texts("SELECT 1; SELECT $a$ open; SELECT 2")).toEqual(["SELECT 1", "SELECT $a$ open; SELECT 2"]);
    expect(await texts("SELECT 1; /* open; SELECT 2")).toEqual(["SELECT 1"]);
  });

  it("keeps the trees of the pieces that are right", async () => {
    const nodes = (await splitScript("BEGIN; SELEC; COMMIT")).map(({ node }) => Object.keys(node ?? {})[0] ?? null);
    expect(nodes).toEqual(["TransactionStmt", null, "TransactionStmt"]);
  });

  it("finds nothing in blanks and comments", async () => {
    expect([await texts(""), await texts(" \n-- only\n/* that */;;")]).toEqual([[], []]);
  });
});

describe("splitLoosely", () => {
  it("agrees with the grammar wherever that takes the text", async () => {
    const script = fc.array(fc.tuple(fc.constantFrom(...statements), fc.constantFrom(...between)), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(script, async (parts) => {
        const sql = parts.flat().join("");
        const strict = (await parseScript(sql)).map(({ offset, sql: text }) => ({
          start: offset,
          end: offset + text.length,
        }));
        expect(splitLoosely(sql)).toEqual(strict);
      }),
      { numRuns: 300 },
    );
  });

  it("never fails, and its pieces are disjoint and in order", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab1 ;'\"$-/*\n()eE\\".split("")) }), (sql) => {
        let last = 0;
        for (const { start, end } of splitLoosely(sql)) {
          expect(start >= last && end > start && end <= sql.length).toBe(true);
          last = end;
        }
      }),
    );
  });
});
