import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../../../postgres/connect.ts";
import type { OwnedSession } from "../../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../../testing/test-database.ts";
import { prepareScript } from "../../script/prepare-script.ts";
import { compareRows } from "./compare-rows.ts";
import { findTouchedTables } from "./find-tables.ts";
import { newHashKey, readRowSums, readSameSums } from "./read-rows.ts";

let test: TestDatabase;
let session: OwnedSession;
const { signal } = new AbortController();
const schema = [
  "CREATE TABLE t (id int PRIMARY KEY, a text, j json)",
  "INSERT INTO t SELECT n, 'é' || n, CASE WHEN n > 40 THEN '{}'::json END FROM generate_series(1, 100) n",
  'CREATE TABLE "Odd ""x" (x int)',
  "CREATE TABLE child (t int REFERENCES t ON DELETE CASCADE, note text)",
  "CREATE TABLE other (t int REFERENCES t)",
  "CREATE TABLE parted (id int) PARTITION BY RANGE (id)",
  "CREATE TABLE part PARTITION OF parted FOR VALUES FROM (0) TO (9)",
  "CREATE VIEW v AS SELECT 1",
];
beforeAll(async () => {
  test = await createTestDatabase();
  session = await openSession(test.parameters, { purpose: "test" });
  for (const sql of schema) await session.execute(sql);
});
afterAll(async () => {
  await session.close();
  await test.close();
});

const findIn = async (script: string) => await findTouchedTables(session, await prepareScript(script));

/** What became of t after the statements, which are taken back. */
async function afterwards(...statements: string[]) {
  const key = newHashKey();
  const before = (await readRowSums(session, await findIn("TABLE t"), key, signal)).filter(
    ({ table }) => table.name === "t",
  );
  await session.execute("BEGIN");
  for (const sql of statements) await session.execute(sql);
  await session.execute("COMMIT");
  const [then, now] = [before[0], (await readSameSums(session, before, key, signal))[0]];
  if (!then || !now) throw new Error("t was read twice");
  return compareRows(then, now);
}

describe("the rows of a table", () => {
  it("are looked at for every table that the scripts name, and those that a cascade writes to", async () => {
    const script = `ALTER TABLE t ADD x int; DROP TABLE public."Odd ""x"; SELECT * FROM v; CREATE TABLE made (a int);
      DROP INDEX t_idx; TRUNCATE parted`;
    const found = await findIn(script);
    expect(found.map(({ name, covers }) => [name, ...covers.slice(1)])).toEqual([
      ['Odd "x'],
      ["child"],
      ["parted", "public.parted", "public.part"],
      ["t"],
    ]);
  });

  it("are the same when only their order, columns' order, names or types differ", async () => {
    const same = { rows: 100, columns: [], isSame: true };
    const moved = [
      "ALTER TABLE t ADD extra int DEFAULT 7",
      "ALTER TABLE t ADD moved text",
      "UPDATE t SET moved = a",
      "ALTER TABLE t DROP a",
      "ALTER TABLE t RENAME moved TO a",
      "ALTER TABLE t ALTER id TYPE bigint",
    ];
    expect(await afterwards(...moved)).toEqual(same);
    expect(await afterwards("ALTER TABLE t RENAME a TO b", "ALTER TABLE t RENAME TO u")).toEqual(same);
    for (const back of ["ALTER TABLE u RENAME b TO a", "ALTER TABLE u RENAME TO t"]) await session.execute(back);
  });

  it("tell by number which values, rows and columns are lost", async () => {
    expect(await afterwards("UPDATE t SET a = NULL WHERE id <= 3")).toEqual({
      rows: 100,
      columns: [{ column: "a", valuesBefore: 100, valuesAfter: 97 }],
      isSame: false,
    });
    const swapped = "UPDATE t SET a = CASE id WHEN 10 THEN 'é11' ELSE 'é10' END WHERE id IN (10, 11)";
    expect(await afterwards(swapped)).toEqual({
      rows: 100,
      columns: [],
      isSame: false,
    });
    expect(await afterwards("ALTER TABLE t DROP j")).toEqual({
      rows: 100,
      columns: [{ column: "j", valuesBefore: 60, valuesAfter: null }],
      isSame: false,
    });
    const fewer = await afterwards("DELETE FROM t WHERE id > 90");
    expect([fewer.rows, fewer.isSame]).toEqual([90, false]);
    const gone = await afterwards("DROP TABLE t CASCADE");
    expect([gone.rows, gone.isSame, gone.columns.map(({ valuesAfter }) => valuesAfter)]).toEqual([
      null,
      false,
      [null, null, null],
    ]);
  });
});
