import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createTestGrid } from "./grid-test.ts";

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

describe("filters", () => {
  const found = async (column: string, operator: string, value: string | null) => {
    const filters = [{ column, operator: operator as "=", value }]; // the table below names real operators
    const pages = await grid.take({ name: "thing", columns: ["id"], filters });
    return pages.rows.map(([id]) => id).join(",");
  };

  it("compare as the column's type", async () => {
    await execute(
      "CREATE TYPE mood AS ENUM ('low', 'high')",
      "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
      "CREATE TABLE thing (id int PRIMARY KEY, n numeric(10,2), t text, m mood, d positive, j json, c char(5), at timestamptz, b bytea, p point, a int[])",
      `INSERT INTO thing VALUES
        (1, 1.50, '50% off', 'low', 5, '{"a": 1}', 'ab', '2024-01-01 00:00+00', '\\x00ff', '(1,2)', '{1,2}'),
        (2, 10, 'a_b', 'high', 10, '{"a":1}', 'ab  c', 'infinity', '\\x', '(2,1)', '{2}'),
        (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
    );
    const cases: [string, string, string | null, string][] = [
      ["n", "=", "1.5", "1"],
      ["n", "<>", "1.5", "2"],
      ["n", ">", "9", "2"],
      ["n", "<=", "10.00", "1,2"],
      ["t", "contains", "50%", "1"],
      ["t", "contains", "A_B", "2"],
      ["t", "startsWith", "a", "2"],
      ["t", "isNull", null, "3"],
      ["t", "isNotNull", null, "1,2"],
      ["m", ">", "low", "2"],
      ["d", "<", "-1", ""],
      ["d", "=", "10", "2"],
      ["j", "=", '{"a":1}', "2"],
      ["j", "contains", '"a": 1', "1"],
      ["c", "=", "ab", "1"],
      ["at", ">=", "2024-01-01 01:00+01", "1,2"],
      ["b", "=", "\\x00ff", "1"],
      ["p", "=", "(1,2)", "1"],
      ["a", "=", "{2}", "2"],
      ["a", "contains", "1,", "1"],
    ];
    const answers: [string, string, string | null, string][] = [];
    for (const [column, operator, value] of cases)
      answers.push([column, operator, value, await found(column, operator, value)]);
    expect(answers).toEqual(cases);
  });

  it("leave a wrong value to the server, and refuse what means nothing", async () => {
    await expect(found("n", "=", "much")).rejects.toMatchObject({
      code: "sql",
      details: { postgres: { sqlstate: "22P02" } },
    });
    await expect(found("j", "<", "{}")).rejects.toMatchObject({ code: "unsupported" });
    await expect(found("n", "=", null)).rejects.toMatchObject({ code: "invalidInput" });
    expect(await found("t", "=", "'; DROP TABLE thing; --")).toBe("");
  });
});

describe("large values", () => {
  it("are cut by the server and fetched whole on demand", async () => {
    await execute(
      "CREATE TABLE large (id int PRIMARY KEY, t text, b bytea, j jsonb, a int[], c char(1200), v varchar(20))",
      `INSERT INTO large VALUES (1, repeat('ä', 2000), decode(repeat('ab', 2000), 'hex'), jsonb_build_object('k', repeat('x', 2000)),
         (SELECT array_agg(g) FROM generate_series(1, 1000) g), 'end', 'short'), (2, repeat('ä', 1000), '\\x00', '1', '{}', '', '')`,
      "INSERT INTO large (id, t) VALUES (3, repeat('0123456789', 1000000))",
    );
    const { page, rows } = await grid.take({ name: "large" });
    const shown = rows.map((row) =>
      page.columns.map(({ valueIndex, lengthIndex }) => [
        row[valueIndex]?.length ?? null,
        lengthIndex === null ? "whole" : row[lengthIndex],
      ]),
    );
    expect(shown).toEqual([
      [
        [1, "whole"],
        [1000, "4000"],
        [1002, "2000"],
        [1000, "2009"],
        [1000, "3894"],
        [1000, "1200"],
        [5, "whole"],
      ],
      [
        [1, "whole"],
        [1000, null],
        [4, null],
        [1, null],
        [2, null],
        [1000, "1200"],
        [0, "whole"],
      ],
      [
        [1, "whole"],
        [1000, "10000000"],
        [null, null],
        [null, null],
        [null, null],
        [null, null],
        [null, "whole"],
      ],
    ]);
    const identity = [{ column: "id", value: "1" }];
    const whole = async (column: string, id = "1") => {
      const { text, trueBytes, isCut } = await grid.cell("large", column, [{ column: "id", value: id }]);
      return [text?.length, trueBytes, isCut];
    };
    expect([
      await whole("t"),
      await whole("b"),
      await whole("j"),
      await whole("a"),
      await whole("c"),
      await whole("v"),
    ]).toEqual([
      [2000, 4000, false],
      [4002, 2000, false],
      [2009, 2009, false],
      [3894, 3894, false],
      [1200, 1200, false],
      [5, 5, false],
    ]);
    expect(await whole("t", "3")).toEqual([8 * 1024 * 1024, 10_000_000, true]);
    expect(await grid.cell("large", "b", [{ column: "id", value: "3" }])).toEqual({
      text: null,
      trueBytes: 0,
      isCut: false,
    });
    await expect(grid.cell("large", "t", [{ column: "id", value: "9" }])).rejects.toMatchObject({ code: "notFound" });
    await expect(grid.cell("large", "nope", identity)).rejects.toMatchObject({ code: "notFound" });
  });

  it("are fetched by their place where no key is", async () => {
    await execute("CREATE TABLE keyless (t text)", "INSERT INTO keyless VALUES ('one'), ('two'), ('two')");
    const { page, rows } = await grid.take({ name: "keyless" });
    const identity = page.order.identity.map((column, index) => ({
      column,
      value: rows[1]?.[page.identityIndexes[index] ?? -1] ?? null,
    }));
    expect(await grid.cell("keyless", "t", identity)).toEqual({ text: "two", trueBytes: 3, isCut: false });
    await expect(grid.cell("keyless", "t", [{ column: "t", value: "two" }])).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("of 300 MB cost a page nothing", async () => {
    await execute(
      "CREATE TABLE huge (id int PRIMARY KEY, b bytea, t text)",
      "ALTER TABLE huge ALTER b SET STORAGE EXTERNAL, ALTER t SET STORAGE EXTERNAL",
    );
    await execute("INSERT INTO huge VALUES (1, decode(repeat('ab', 60000000), 'hex'), repeat('x', 60000000))");
    const startedAt = performance.now();
    const { rows } = await grid.take({ name: "huge" });
    expect([rows[0]?.slice(3), performance.now() - startedAt < 1_000]).toEqual([["60000000", "60000000"], true]);
  });
});

describe("privileges", () => {
  it("leave out the columns that may not be read, and say why a table cannot be", async () => {
    const shared = await createTestDatabase({ roles: ["reader"] });
    const owner = await openSession(shared.parameters, { purpose: "test" });
    const reader = createTestGrid(shared.parametersFor("reader"));
    try {
      await owner.execute("CREATE TABLE partly (id int PRIMARY KEY, secret text, code int NOT NULL UNIQUE)");
      await owner.execute("INSERT INTO partly VALUES (1, 'hidden', 11), (2, 'hidden', 12)");
      await owner.execute("CREATE TABLE closed (id int PRIMARY KEY)");
      await owner.execute(`GRANT SELECT (code) ON partly TO ${shared.roleName("reader")}`);
      const { page, rows } = await reader.take({ name: "partly" });
      expect([page.columns.map(({ name }) => name), page.order.kind, rows]).toEqual([
        ["code"],
        "uniqueIndex",
        [["11"], ["12"]],
      ]);
      const denied = { code: "sql", details: { postgres: { sqlstate: "42501" } } };
      await expect(reader.take({ name: "partly", columns: ["secret"] })).rejects.toMatchObject(denied);
      await expect(reader.take({ name: "closed" })).rejects.toMatchObject(denied);
    } finally {
      await reader.close();
      await owner.close();
      await shared.close();
    }
  });
});
