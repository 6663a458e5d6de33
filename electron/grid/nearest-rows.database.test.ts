import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createTestGrid } from "./grid-test.ts";

// pgvector is not among the embedded server's extensions; the built-in point and contrib's cube have the same operators.
let test: TestDatabase;
let session: OwnedSession;
let grid: ReturnType<typeof createTestGrid>;

beforeAll(async () => {
  test = await createTestDatabase();
  session = await openSession(test.parameters, { purpose: "test" });
  grid = createTestGrid(test.parameters);
  const admin = await openSession(test.adminParameters, { purpose: "test" });
  await admin.execute("CREATE EXTENSION cube");
  await admin.close();
  for (const sql of [
    "CREATE TABLE place (id int PRIMARY KEY, at point, where_to cube, plain text)",
    `INSERT INTO place SELECT g, point(g, g % 7), cube(ARRAY[g, g % 7]::float8[]), 'x' FROM generate_series(1, 5000) g`,
    "INSERT INTO place VALUES (0, NULL, NULL, NULL)",
    "CREATE INDEX place_at ON place USING gist (at)",
    "ANALYZE place",
  ])
    await session.execute(sql);
});
afterAll(async () => {
  await grid.close();
  await session.close();
  await test.close();
});

describe("the nearest rows", () => {
  const identity = [{ column: "id", value: "1000" }];

  it("are those of a plain ORDER BY, with the index that found them", async () => {
    const found = await grid.nearest("place", "at", identity, 5);
    const whole = await session.query(
      "SELECT at <-> point(1000, 1000 % 7), id FROM place WHERE id <> 1000 ORDER BY 1 LIMIT 5",
    );
    expect(found).toMatchObject({ operators: ["<->"], operator: "<->", identity: ["id"], indexName: "place_at" });
    expect(found.rows.map(({ distance }) => distance)).toEqual(whole.rows.map(([distance]) => distance));
    expect(found.rows.some(({ values }) => values[0] === "1000")).toBe(false);
  });

  it("say when no index found them, and take the distances of an extension", async () => {
    const found = await grid.nearest("place", "where_to", identity, 3);
    expect([found.indexName, found.operators, found.rows.length]).toEqual([null, ["<->", "<=>", "<#>"], 3]);
  });

  it("are not looked for where there is no distance, or nothing to start from", async () => {
    await expect(grid.nearest("place", "plain", identity, 3)).rejects.toMatchObject({ code: "unsupported" });
    await expect(grid.nearest("place", "at", [{ column: "id", value: "0" }], 3)).rejects.toMatchObject({
      code: "notFound",
    });
  });
});
