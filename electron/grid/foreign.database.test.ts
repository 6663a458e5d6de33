import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createTestGrid } from "./grid-test.ts";

let test: TestDatabase;
let session: OwnedSession;
let grid: ReturnType<typeof createTestGrid>;

beforeAll(async () => {
  test = await createTestDatabase({ asSuperuser: true, roles: ["tenant"] });
  session = await openSession(test.adminParameters, { purpose: "test" });
  grid = createTestGrid(test.adminParameters);
  const { host, port, database, user, password } = test.adminParameters;
  for (const sql of [
    "CREATE EXTENSION postgres_fdw",
    `CREATE SERVER here FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '${host}', port '${port}', dbname '${database}')`,
    `CREATE USER MAPPING FOR CURRENT_USER SERVER here OPTIONS (user '${user}', password '${password}')`,
    "CREATE TABLE origin (id int PRIMARY KEY, v text)",
    "INSERT INTO origin SELECT g, 'v' || g FROM generate_series(1, 7) g",
    "CREATE FOREIGN TABLE abroad (id int NOT NULL, v text) SERVER here OPTIONS (table_name 'origin')",
    "CREATE TABLE mixed (id int, v text) PARTITION BY RANGE (id)",
    "CREATE FOREIGN TABLE mixed_abroad PARTITION OF mixed FOR VALUES FROM (1) TO (100) SERVER here OPTIONS (table_name 'origin')",
    "CREATE TABLE mixed_here PARTITION OF mixed FOR VALUES FROM (100) TO (200)",
    "INSERT INTO mixed VALUES (150, 'here')",
    "CREATE TABLE spread (id int, v text) PARTITION BY HASH (id)",
    "CREATE TABLE spread_0 PARTITION OF spread FOR VALUES WITH (MODULUS 3, REMAINDER 0)",
    "CREATE TABLE spread_1 PARTITION OF spread FOR VALUES WITH (MODULUS 3, REMAINDER 1)",
    "CREATE TABLE spread_2 PARTITION OF spread FOR VALUES WITH (MODULUS 3, REMAINDER 2)",
    "INSERT INTO spread SELECT g, repeat('x', 300) FROM generate_series(1, 5000) g",
    "DELETE FROM spread WHERE id % 5 <> 0 AND id BETWEEN 1000 AND 4000",
  ])
    await session.execute(sql);
});
afterAll(async () => {
  await grid.close();
  await session.close();
  await test.close();
});

describe("tables that are not only here", () => {
  it("show their first rows and no places, which mean nothing there", async () => {
    const abroad = await grid.take({ name: "abroad", pageRows: 3, sort: [{ column: "id", isDescending: true }] });
    const mixed = await grid.take({ name: "mixed", pageRows: 20, sort: [{ column: "id", isDescending: true }] });
    expect([abroad, mixed].map(({ page }) => [page.order.kind, page.next])).toEqual([
      ["none", { kind: "end", mayHaveMore: true }],
      ["none", { kind: "end" }],
    ]);
    expect([abroad.rows.map(([id]) => id), mixed.rows.map(([id]) => id)]).toEqual([
      ["7", "6", "5"],
      ["150", "7", "6", "5", "4", "3", "2", "1"],
    ]);
  });
});

describe("partitions without any key", () => {
  it("are read one after the other, every row once, through gaps and filters, both ways", async () => {
    const whole = await session.query("SELECT id FROM spread ORDER BY tableoid, ctid");
    const ids = whole.rows.map(([id]) => id);
    const forward = await grid.walk({ name: "spread", columns: ["id"], pageRows: 64 }, "forward");
    const backward = (await grid.walk({ name: "spread", columns: ["id"], pageRows: 64 }, "backward")).reverse();
    expect(forward.flatMap(grid.values).flat()).toEqual(ids);
    expect(backward.flatMap(grid.values).flat()).toEqual(ids);
    const filters = [{ column: "id", operator: "=" as const, value: "4321" }];
    const found = await grid.walk({ name: "spread", columns: ["id"], pageRows: 10, filters }, "forward");
    expect(found.flatMap(grid.values)).toEqual([["4321"]]);
  });
});

describe("row security", () => {
  it("holds for pages and cells alike", async () => {
    const tenant = test.roleName("tenant");
    for (const sql of [
      "CREATE TABLE owned (id int PRIMARY KEY, who text, note text)",
      `INSERT INTO owned VALUES (1, '${tenant}', 'mine'), (2, 'another', 'theirs'), (3, '${tenant}', 'mine')`,
      "ALTER TABLE owned ENABLE ROW LEVEL SECURITY",
      "CREATE POLICY own_rows ON owned USING (who = current_user)",
      `GRANT SELECT ON owned TO ${tenant}`,
    ])
      await session.execute(sql);
    const theirs = createTestGrid(test.parametersFor("tenant"));
    const pages = await theirs.walk({ name: "owned", columns: ["id"], pageRows: 1 }, "forward");
    expect(pages.flatMap(theirs.values).flat()).toEqual(["1", "3"]);
    await expect(theirs.cell("owned", "note", [{ column: "id", value: "2" }])).rejects.toMatchObject({
      code: "notFound",
    });
    await theirs.close();
  });
});
