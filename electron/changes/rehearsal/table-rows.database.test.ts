import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { prepareScript } from "../script/prepare-script.ts";
import { changedTables, findNamedTables, readSameRows, readTableRows } from "./table-rows.ts";

let test: TestDatabase;
let session: OwnedSession;
const { signal } = new AbortController();
const t = { schema: "public", name: "t" };
beforeAll(async () => {
  test = await createTestDatabase();
  session = await openSession(test.parameters, { purpose: "test" });
  for (const sql of [
    "CREATE TABLE t (id int, a text, j json)",
    "INSERT INTO t SELECT n, 'é' || n, '{}' FROM generate_series(1, 100) n",
    'CREATE TABLE "Odd" (x int)',
    "CREATE VIEW v AS SELECT 1",
  ])
    await session.execute(sql);
});
afterAll(async () => {
  await session.close();
  await test.close();
});

/** The tables that are different after the statements. */
async function changedBy(...statements: string[]) {
  const before = await readTableRows(session, [t], signal);
  await session.execute("BEGIN");
  for (const sql of statements) await session.execute(sql);
  await session.execute("COMMIT");
  return changedTables(before, await readSameRows(session, before, signal));
}

describe("the rows of a table", () => {
  it("are looked at for every table that the scripts name", async () => {
    const statements = await prepareScript(
      'ALTER TABLE t ADD x int; DROP TABLE public."Odd"; SELECT * FROM v; CREATE TABLE made (a int); DROP INDEX t_idx',
    );
    expect(await findNamedTables(session, statements)).toEqual([{ schema: "public", name: "Odd" }, t]);
  });

  it("are the same when only their order, columns' order or types differ", async () => {
    expect(
      await changedBy(
        "ALTER TABLE t ADD extra int DEFAULT 7",
        "ALTER TABLE t ADD moved text",
        "UPDATE t SET moved = a",
        "ALTER TABLE t DROP a",
        "ALTER TABLE t RENAME moved TO a",
        "ALTER TABLE t ALTER id TYPE bigint",
      ),
    ).toEqual([]);
  });

  it("are not when a value, a row, a column or the table is lost", async () => {
    expect(await changedBy("UPDATE t SET a = 'x' WHERE id = 1")).toEqual([t]);
    expect(await changedBy("DELETE FROM t WHERE id = 2")).toEqual([t]);
    expect(await changedBy("ALTER TABLE t DROP j")).toEqual([t]);
    expect(await changedBy("DROP TABLE t")).toEqual([t]);
  });

  it("are unknown when they could not be read", () => {
    const rows = { table: t, columns: ["id"], digest: "1" };
    expect(changedTables([rows], [{ ...rows, digest: null }])).toBeNull();
    expect(
      changedTables(
        [rows, rows],
        [
          { ...rows, digest: null },
          { ...rows, digest: "2" },
        ],
      ),
    ).toEqual([t]);
  });
});
