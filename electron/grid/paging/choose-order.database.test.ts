import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { createTestGrid } from "../grid-test.ts";

let test: TestDatabase;
let session: OwnedSession;
let grid: ReturnType<typeof createTestGrid>;
const execute = async (...statements: string[]) => {
  for (const sql of statements) await session.execute(sql);
};

beforeAll(async () => {
  test = await createTestDatabase();
  session = await openSession(test.parameters, { purpose: "test" });
  grid = createTestGrid(test.parameters);
});
afterAll(async () => {
  await grid.close();
  await session.close();
  await test.close();
});

describe("which order", () => {
  const orderOf = async (name: string) => {
    const { kind, indexName, columns } = (await grid.take({ name })).page.order;
    return [kind, indexName, columns.map(({ column }) => column)];
  };

  it("is by the narrowest index that makes rows unique, and by the place where none does", async () => {
    await execute(
      "CREATE TABLE by_unique (a int NOT NULL, b int NOT NULL, c int, UNIQUE (a, b), UNIQUE (c))",
      "CREATE TABLE by_none (a int NOT NULL, b int NOT NULL UNIQUE DEFERRABLE, c int UNIQUE, d text NOT NULL)",
      "CREATE UNIQUE INDEX ON by_none (a) WHERE a > 0",
      "CREATE UNIQUE INDEX ON by_none ((a + 1))",
      "CREATE INDEX ON by_none (a)",
      "CREATE TABLE by_deferrable (a int PRIMARY KEY DEFERRABLE)",
      "CREATE TABLE by_include (a int NOT NULL, b int)",
      "CREATE UNIQUE INDEX include_key ON by_include (a) INCLUDE (b)",
    );
    expect([
      await orderOf("by_unique"),
      await orderOf("by_none"),
      await orderOf("by_deferrable"),
      await orderOf("by_include"),
    ]).toEqual([
      ["uniqueIndex", "by_unique_a_b_key", ["a", "b"]],
      ["rowPlace", null, ["ctid"]],
      ["rowPlace", null, ["ctid"]],
      ["uniqueIndex", "include_key", ["a"]],
    ]);
  });

  it("does not trust an index that failed to build", async () => {
    await execute("CREATE TABLE by_invalid (a int NOT NULL)", "INSERT INTO by_invalid VALUES (1), (1)");
    await expect(session.execute("CREATE UNIQUE INDEX CONCURRENTLY ON by_invalid (a)")).rejects.toMatchObject({
      code: "sql",
    });
    expect(await orderOf("by_invalid")).toEqual(["rowPlace", null, ["ctid"]]);
  });

  it("does not trust an index finer than the column's own order", async () => {
    await execute(
      "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
      "CREATE TABLE by_collation (a text COLLATE loose NOT NULL)",
      'CREATE UNIQUE INDEX ON by_collation (a COLLATE "C")',
      "INSERT INTO by_collation VALUES ('x'), ('X'), ('y')",
    );
    expect(await orderOf("by_collation")).toEqual(["rowPlace", null, ["ctid"]]);
    await execute(
      "CREATE TABLE by_own_collation (a text COLLATE loose PRIMARY KEY)",
      "INSERT INTO by_own_collation VALUES ('x'), ('Z'), ('a')",
    );
    const pages = await grid.walk({ name: "by_own_collation", pageRows: 1 }, "forward");
    expect(pages.flatMap(grid.values)).toEqual([["a"], ["x"], ["Z"]]);
  });

  it("of an inheritance parent is not its own key's, because children repeat it", async () => {
    await execute(
      "CREATE TABLE parent (id int PRIMARY KEY, note text)",
      "CREATE TABLE child () INHERITS (parent)",
      "INSERT INTO parent VALUES (1, 'parent'), (2, 'parent')",
      "INSERT INTO child VALUES (1, 'child'), (2, 'child')",
    );
    expect(await orderOf("parent")).toEqual(["rowPlace", null, ["tableoid", "ctid"]]);
    const forward = (await grid.walk({ name: "parent", pageRows: 1 }, "forward")).flatMap(grid.values);
    expect(forward.map((row) => row.join(" ")).sort()).toEqual(["1 child", "1 parent", "2 child", "2 parent"]);
    const sorted = await grid.walk(
      { name: "parent", pageRows: 1, sort: [{ column: "id", isDescending: true }] },
      "backward",
    );
    expect(sorted.flatMap(grid.values).map(([id]) => id)).toEqual(["1", "1", "2", "2"]);
  });

  it("of a view is none: its first rows, and the truth about the others", async () => {
    await execute("CREATE VIEW seen AS SELECT g AS n, g % 3 AS m FROM generate_series(1, 10) g");
    const { page, rows } = await grid.take({ name: "seen", pageRows: 4, sort: [{ column: "n", isDescending: true }] });
    expect([rows.map(([n]) => n), page.order.kind, page.next, page.estimatedRows, page.identityIndexes]).toEqual([
      ["10", "9", "8", "7"],
      "none",
      { kind: "end", mayHaveMore: true },
      null,
      [],
    ]);
    expect((await grid.take({ name: "seen", pageRows: 50 })).page.next).toEqual({ kind: "end" });
    await expect(grid.take({ name: "seen", start: { kind: "last" } })).rejects.toMatchObject({ code: "unsupported" });
  });

  it("of a materialized view and of a partitioned table is by their keys", async () => {
    await execute(
      "CREATE MATERIALIZED VIEW kept AS SELECT g AS n FROM generate_series(1, 5) g",
      "CREATE TABLE part (at date NOT NULL, id int NOT NULL, PRIMARY KEY (at, id)) PARTITION BY RANGE (at)",
      "CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')",
      "CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM ('2024-02-01') TO ('2024-03-01')",
      "INSERT INTO part SELECT '2024-01-20'::date + g, g FROM generate_series(0, 19) g",
    );
    expect(await orderOf("kept")).toEqual(["rowPlace", null, ["ctid"]]);
    expect((await grid.walk({ name: "kept", pageRows: 2 }, "forward")).flatMap(grid.values)).toHaveLength(5);
    expect(await orderOf("part")).toEqual(["primaryKey", "part_pkey", ["at", "id"]]);
    const pages = await grid.walk({ name: "part", pageRows: 7 }, "forward");
    expect(pages.flatMap(grid.values).map(([, id]) => id)).toEqual(Array.from({ length: 20 }, (_, id) => String(id)));
    await execute("CREATE TABLE loose_part (at date, id int) PARTITION BY RANGE (at)");
    expect([await orderOf("loose_part"), (await grid.take({ name: "loose_part" })).page.next]).toEqual([
      ["rowPlace", null, ["tableoid", "ctid"]],
      { kind: "end" },
    ]);
  });
});
