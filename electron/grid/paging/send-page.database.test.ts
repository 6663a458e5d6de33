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

describe("a page", () => {
  it("has the values, the order and what the next one needs", async () => {
    await execute(
      "CREATE TABLE team (id int PRIMARY KEY)",
      "CREATE TABLE person (id int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, team int REFERENCES team, tags text[], twice int GENERATED ALWAYS AS (team * 2) STORED)",
      "INSERT INTO team VALUES (7)",
      "INSERT INTO person (name, team, tags) VALUES ('Ann', 7, '{a,b}'), ('', NULL, NULL), ('Öz', 7, '{}')",
      "ANALYZE person",
    );
    const { page, rows } = await grid.take({ name: "person", pageRows: 2 });
    expect(rows).toEqual([
      ["1", "Ann", "7", "{a,b}", "14", null, null],
      ["2", "", null, null, null, null, null],
    ]);
    const flags = {
      lengthPart: null,
      isNullable: false,
      isInPrimaryKey: false,
      isForeignKey: false,
      isSortable: true,
      isNumeric: false,
    };
    expect({ ...page, durationMs: 0 }).toEqual({
      columns: [
        {
          ...flags,
          name: "id",
          type: "bigint",
          baseType: "int8",
          isInPrimaryKey: true,
          isNumeric: true,
          valueIndex: 0,
          lengthIndex: null,
          lengthPart: null,
        },
        { ...flags, name: "name", type: "text", baseType: "text", valueIndex: 1, lengthIndex: 5 },
        {
          ...flags,
          name: "team",
          type: "integer",
          baseType: "int4",
          isNullable: true,
          isForeignKey: true,
          isNumeric: true,
          valueIndex: 2,
          lengthIndex: null,
          lengthPart: null,
        },
        { ...flags, name: "tags", type: "text[]", baseType: "_text", isNullable: true, valueIndex: 3, lengthIndex: 6 },
        {
          ...flags,
          name: "twice",
          type: "integer",
          baseType: "int4",
          isNullable: true,
          isNumeric: true,
          valueIndex: 4,
          lengthIndex: null,
          lengthPart: null,
        },
      ],
      order: {
        kind: "primaryKey",
        indexName: "person_pkey",
        columns: [{ column: "id", isDescending: false, isNullsFirst: false }],
        identity: ["id"],
      },
      keyIndexes: [0],
      identityIndexes: [0],
      rows: 2,
      next: { kind: "row" },
      estimatedRows: 3,
      durationMs: 0,
    });
    const next = await grid.take({ name: "person", pageRows: 2, start: { kind: "after", key: ["2"] } });
    expect([grid.values(next), next.page.next]).toEqual([[["3", "Öz", "7", "{}", "14"]], { kind: "end" }]);
  });

  it("has the asked columns in their order, and carries the key beside them", async () => {
    const { page, rows } = await grid.take({
      name: "person",
      columns: ["team", "name"],
      sort: [{ column: "name", isDescending: true }],
    });
    expect(rows).toEqual([
      ["7", "Öz", null, "Öz", "3"],
      ["7", "Ann", null, "Ann", "1"],
      [null, "", null, "", "2"],
    ]);
    expect([page.keyIndexes, page.identityIndexes]).toEqual([[3, 4], [4]]);
  });

  it("of a table with no columns has rows all the same", async () => {
    await execute(
      "CREATE TABLE nothing ()",
      "INSERT INTO nothing DEFAULT VALUES",
      "INSERT INTO nothing DEFAULT VALUES",
    );
    const { page, rows } = await grid.take({ name: "nothing" });
    expect([page.columns, page.order.kind, rows.length]).toEqual([[], "rowPlace", 2]);
  });

  it("survives every name", async () => {
    const names = [
      'a"b',
      "new\nline",
      "Case",
      "case",
      "ünïcödé",
      "select",
      "x".repeat(63),
      "__proto__",
      "$1",
      "%I",
      "a;--",
      "\u202eodd",
    ];
    const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
    await execute(
      'CREATE SCHEMA "Odd ""schema"',
      `CREATE TABLE "Odd ""schema"."ta""b\nle" (${names.map((name) => `${quote(name)} int`).join(", ")}, PRIMARY KEY (${quote("Case")}, ${quote('a"b')}))`,
      `INSERT INTO "Odd ""schema"."ta""b\nle" SELECT ${names.map((_, index) => `g + ${index}`).join(", ")} FROM generate_series(1, 3) g`,
    );
    const where = { schema: 'Odd "schema', name: 'ta"b\nle' };
    const pages = await grid.walk(
      { ...where, pageRows: 2, sort: [{ column: "__proto__", isDescending: true }] },
      "forward",
    );
    expect(pages.flatMap(grid.values)).toEqual([3, 2, 1].map((row) => names.map((_, index) => String(row + index))));
    expect(pages[0]?.page.columns.map(({ name }) => name)).toEqual(names);
  });

  it("says what is missing", async () => {
    await expect(grid.take({ name: "no_such" })).rejects.toMatchObject({ code: "notFound" });
    await expect(grid.take({ name: "person", columns: ["x"] })).rejects.toMatchObject({ code: "notFound" });
    await expect(grid.take({ name: "person", sort: [{ column: "x", isDescending: false }] })).rejects.toMatchObject({
      code: "notFound",
    });
    const start = { kind: "after", key: ["1", "2"] } as const;
    await expect(grid.take({ name: "person", start })).rejects.toMatchObject({
      code: "invalidInput",
    });
    const wrong = { kind: "after", key: ["one"] } as const;
    await expect(grid.take({ name: "person", start: wrong })).rejects.toMatchObject({
      code: "sql",
    });
  });
});
