import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ResultTable } from "../../shared/edits/model.ts";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createEditsHandlers } from "./handlers.ts";

let test: TestDatabase;
let session: OwnedSession;
const context = { signal: new AbortController().signal, report: () => undefined, clientId: "test" };

/** What is said of a statement's result, by the columns that the server describes. */
async function ask(sql: string): Promise<ResultTable> {
  const { columns } = await session.query(sql);
  const handlers = createEditsHandlers({ databases: test.databases, undoFolder: "", refuseWrite: async () => null });
  const described = columns.map(({ name, tableOid, tableColumn }) => ({ name, tableOid, tableColumn }));
  return await handlers["edits.result"]({ ref: test.ref, sql, columns: described }, context);
}

beforeAll(async () => {
  test = await createTestDatabase();
  session = await openSession(test.parameters, { purpose: "test" });
  for (const sql of [
    'CREATE TABLE "o\'dd" (gone int, id int PRIMARY KEY, name text, note text, twice int GENERATED ALWAYS AS (id * 2) STORED)',
    'ALTER TABLE "o\'dd" DROP COLUMN gone',
    "INSERT INTO \"o'dd\" VALUES (1, 'a', 'b'), (2, 'c', 'd')",
    "CREATE TABLE pair (a int, b int, v text, PRIMARY KEY (a, b))",
    "CREATE TABLE named (code text NOT NULL UNIQUE, v int)",
    "CREATE TABLE loose (a int UNIQUE)",
    "CREATE TABLE above (id int PRIMARY KEY)",
    "CREATE TABLE below () INHERITS (above)",
    "CREATE TABLE parts (id int PRIMARY KEY, v int) PARTITION BY RANGE (id)",
    "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (9)",
    "CREATE VIEW seen AS SELECT * FROM pair",
  ])
    await session.execute(sql);
});
afterAll(async () => {
  await session.close();
  await test.close();
});

describe("the rows of a result", () => {
  it.each([
    [`SELECT note, id FROM "o'dd" x WHERE id > 0 ORDER BY 1 LIMIT 5`, "o'dd", ["id 1"], ["id", "note"]],
    [`SELECT id AS key, name AS note, note AS name FROM "o'dd"`, "o'dd", ["id 0"], []],
    [`SELECT id, name, upper(note) AS note, twice FROM "o'dd"`, "o'dd", ["id 0"], ["id", "name", "twice"]],
    [`SELECT id, name, note AS name FROM "o'dd"`, "o'dd", ["id 0"], ["id"]],
    ["TABLE pair", "pair", ["a 0", "b 1"], ["a", "b", "v"]],
    ["SELECT v, code FROM named", "named", ["code 1"], ["code", "v"]],
    ["SELECT * FROM parts", "parts", ["id 0"], ["id", "v"]],
  ])("of %s are those of a table", async (sql, name, identity, columns) => {
    const result = await ask(sql);
    if (result.kind === "fixed") throw new Error(result.reason);
    expect([
      result.schema,
      result.name,
      result.identity.map(({ column, place }) => `${column} ${place}`),
      result.table.columns.map((column) => column.name),
      result.table.mayInsert,
      result.table.mayUpdate,
    ]).toEqual(["public", name, identity, columns, false, true]);
  });

  it.each([
    // The server describes the columns of a self-join as those of one table.
    ['SELECT x.id, y.name FROM "o\'dd" x JOIN "o\'dd" y ON y.id <> x.id', /plain SELECT/],
    ['SELECT x.id, y.name FROM "o\'dd" x, "o\'dd" y', /plain SELECT/],
    ['WITH t AS (SELECT x.id, y.name FROM "o\'dd" x, "o\'dd" y) SELECT * FROM t', /plain SELECT/],
    ['SELECT * FROM (SELECT x.id, y.name FROM "o\'dd" x, "o\'dd" y) s', /plain SELECT/],
    ["SELECT id FROM above UNION ALL SELECT id FROM above", /plain SELECT/],
    ['SELECT id, min(name) FROM "o\'dd" GROUP BY id', /plain SELECT/],
    ["SELECT 1 AS id FROM above", /No column/],
    ["SELECT b, v FROM pair", /whole key of pair: add a\./],
    ["SELECT * FROM loose", /no primary key/],
    ["SELECT * FROM above", /inherit/],
    ["SELECT * FROM seen", /no table/],
  ])("of %s are not", async (sql, reason) => {
    expect(await ask(sql)).toEqual({ kind: "fixed", reason: expect.stringMatching(reason) });
  });
});
