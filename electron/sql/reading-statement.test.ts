import { describe, expect, it } from "vitest";
import { parseScript } from "./parse-script.ts";
import { isExplainable, isReadOnlyStatement, relationsOf } from "./reading-statement.ts";

async function only(sql: string) {
  const [statement] = await parseScript(sql);
  if (!statement) throw new Error(`no statement in ${sql}`);
  return statement.node;
}

describe("relationsOf", () => {
  it("names each relation once", async () => {
    const node = await only("SELECT * FROM a JOIN s.b ON a.id = b.id WHERE EXISTS (SELECT FROM a, c)");
    expect(relationsOf(node)).toEqual([
      { schema: null, name: "a" },
      { schema: "s", name: "b" },
      { schema: null, name: "c" },
    ]);
  });
});

describe("isReadOnlyStatement and isExplainable", () => {
  const cases: readonly (readonly [string, boolean, boolean])[] = [
    ["SELECT 1", true, true],
    ["VALUES (1)", true, true],
    ["WITH x AS (SELECT 1) SELECT * FROM x", true, true],
    ["WITH x AS (DELETE FROM t RETURNING 1) SELECT * FROM x", false, true],
    ["SELECT * FROM (SELECT * FROM t FOR UPDATE) u", false, true],
    ["SELECT 1 INTO t", false, true],
    ["INSERT INTO t VALUES (1)", false, true],
    ["CREATE TABLE t AS SELECT 1", false, true],
    ["SHOW work_mem", true, false],
    ["EXPLAIN DELETE FROM t", true, false],
    ["EXPLAIN ANALYZE DELETE FROM t", false, false],
    ["EXPLAIN ANALYZE SELECT 1", true, false],
    ["CREATE INDEX i ON t (a)", false, false],
    ["CALL p()", false, false],
  ];
  it.each(cases)("%s", async (sql, readsOnly, canExplain) => {
    const node = await only(sql);
    expect([isReadOnlyStatement(node), isExplainable(node)]).toEqual([readsOnly, canExplain]);
  });
});
