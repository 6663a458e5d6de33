import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { createTestGrid } from "../grid-test.ts";

let test: TestDatabase;
let session: OwnedSession;
let grid: ReturnType<typeof createTestGrid>;
const rows = 20_000;

beforeAll(async () => {
  test = await createTestDatabase();
  session = await openSession(test.parameters, { purpose: "test" });
  grid = createTestGrid(test.parameters);
  for (const sql of [
    "CREATE TABLE spread (id int PRIMARY KEY, n int, kind text)",
    `INSERT INTO spread SELECT g, CASE WHEN g % 10 = 0 THEN NULL ELSE g % 1000 END, CASE WHEN g % 4 = 0 THEN 'b' ELSE 'a' END
       FROM generate_series(1, ${rows}) g`,
    "ALTER TABLE spread ALTER id SET STATISTICS 1000",
    "CREATE TABLE keyless AS SELECT id FROM spread",
    "CREATE TABLE unread (id int PRIMARY KEY)",
    // Without it the table ends in blocks that were allocated ahead and hold nothing.
    "VACUUM (TRUNCATE) keyless",
    "ANALYZE spread, keyless",
  ])
    await session.execute(sql);
});
afterAll(async () => {
  await grid.close();
  await session.close();
  await test.close();
});

describe("the place of a row", () => {
  /** How many rows really are before the place, as a share of all. */
  const shareBefore = async (name: string, sort: { column: string; isDescending: boolean }[], fraction: number) => {
    const { key } = await grid.place(name, sort, fraction);
    const before = await grid.walk({ name, sort, start: { kind: "before", key }, pageRows: 5_000 }, "backward");
    return before.flatMap(({ rows: taken }) => taken).length / rows;
  };

  it.each([
    ["a key", [{ column: "id", isDescending: false }], 0.01],
    ["a key downwards", [{ column: "id", isDescending: true }], 0.01],
    ["a column with NULLs", [{ column: "n", isDescending: false }], 0.03],
    ["a column with NULLs first", [{ column: "n", isDescending: true }], 0.03],
  ])("is where the statistics of %s say", async (_, sort, tolerance) => {
    for (const fraction of [0, 0.25, 0.5, 0.9, 1])
      expect(Math.abs((await shareBefore("spread", sort, fraction)) - fraction)).toBeLessThan(
        // Rows with the same value stand together: here up to a tenth of all are NULL.
        sort[0]?.column === "n" && fraction >= 0.9 ? 0.11 : tolerance,
      );
  });

  it("is the first of many rows with one value", async () => {
    const sort = [{ column: "kind", isDescending: false }];
    const keys = await Promise.all([0.1, 0.7, 0.8].map((fraction) => grid.place("spread", sort, fraction)));
    expect(keys.map(({ key }) => key)).toEqual([["a"], ["a"], ["b"]]);
  });

  it("is a block where nothing orders the rows", async () => {
    expect(Math.abs((await shareBefore("keyless", [], 0.5)) - 0.5)).toBeLessThan(0.03);
  });

  it("is not known before ANALYZE, and that is said", async () => {
    await expect(grid.place("unread", [], 0.5)).rejects.toMatchObject({ code: "unsupported" });
  });
});

describe("an exact count", () => {
  it("counts what the filters and the user's own condition leave", async () => {
    const filters = [{ column: "kind", operator: "=", value: "b" }] as const;
    const counts = await Promise.all([
      grid.count("spread", {}),
      grid.count("spread", { filters: [...filters] }),
      grid.count("spread", { filters: [...filters], where: "n IS NOT NULL -- x" }),
    ]);
    expect(counts.map(({ rows: count }) => count)).toEqual(["20000", "5000", "4000"]);
  });

  it("is first estimated by the planner, without reading rows", async () => {
    const estimate = await grid.estimate("spread", { where: "kind = 'b'" });
    expect(Math.abs(estimate - 5_000)).toBeLessThan(500);
    expect(grid.reader.statements.filter(({ sql }) => /^EXPLAIN/.test(sql))).toHaveLength(1);
    await expect(grid.estimate("spread", { where: "nope = 1" })).rejects.toMatchObject({ code: "sql" });
  });

  it("ends when it is cancelled", async () => {
    await expect(grid.count("spread", { where: "pg_sleep(0.01) IS NOT NULL" }, 300)).rejects.toMatchObject({
      code: "cancelled",
    });
  });
});

describe("the user's own condition", () => {
  const idsWhere = async (where: string, filters: { column: string; operator: "="; value: string }[] = []) =>
    (await grid.take({ name: "spread", columns: ["id"], pageRows: 3, where, filters })).rows.map(([id]) => id);

  it("stands beside the other conditions and pages on", async () => {
    expect(await idsWhere("id > 10 OR id = 3")).toEqual(["3", "11", "12"]);
    expect(await idsWhere("id > 10 OR id = 3", [{ column: "kind", operator: "=", value: "b" }])).toEqual([
      "12",
      "16",
      "20",
    ]);
    const pages = await grid.walk({ name: "spread", columns: ["id"], where: "id % 5000 = 0", pageRows: 2 }, "forward");
    expect(pages.flatMap(grid.values).flat()).toEqual(["5000", "10000", "15000", "20000"]);
  });

  it("uses the user's search path and functions, and writes nothing whatever it calls", async () => {
    await session.execute("CREATE FUNCTION is_odd(n int) RETURNS bool LANGUAGE sql AS 'SELECT n % 2 = 1'");
    await session.execute(
      "CREATE FUNCTION sneaky(n int) RETURNS bool LANGUAGE plpgsql AS 'BEGIN DELETE FROM spread; RETURN true; END'",
    );
    expect(await idsWhere("is_odd(id)")).toEqual(["1", "3", "5"]);
    const readOnly = { code: "readOnly" };
    await expect(idsWhere("sneaky(id)")).rejects.toMatchObject(readOnly);
    expect(await idsWhere("true")).toEqual(["1", "2", "3"]);
  });
});
