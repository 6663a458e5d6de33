import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { createTestGrid } from "../grid-test.ts";

let test: TestDatabase;
let session: OwnedSession;
let grid: ReturnType<typeof createTestGrid>;

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

const number = fc.option(fc.integer({ min: -2, max: 2 }), { nil: null });
const text = fc.option(fc.constantFrom("", "a", "A", "ä", "'\"\\", "z z"), { nil: null });
const table = fc.array(fc.tuple(number, text, number), { maxLength: 25 });
const sortColumn = fc.record({
  column: fc.constantFrom("n", "t", "f"),
  isDescending: fc.boolean(),
  isNullsFirst: fc.option(fc.boolean(), { nil: undefined }),
});
const case_ = fc.record({
  rows: table,
  sort: fc.array(sortColumn, { maxLength: 3 }),
  pageRows: fc.integer({ min: 1, max: 7 }),
  key: fc.constantFrom("PRIMARY KEY (id)", "UNIQUE (u, id)", "CHECK (true)"),
  index: fc.constantFrom("", "(n, id)", "(n DESC, t)", "(t NULLS FIRST, n)"),
});

describe("paging", () => {
  it("visits every row exactly once and in order, forwards and backwards, whatever the order and the NULLs", async () => {
    await fc.assert(
      fc.asyncProperty(case_, async ({ rows, sort, pageRows, key, index }) => {
        await session.execute("DROP TABLE IF EXISTS random");
        await session.execute(
          `CREATE TABLE random (id int NOT NULL, u int NOT NULL DEFAULT 1, n int, t text, f float8, ${key})`,
        );
        if (index !== "") await session.execute(`CREATE INDEX ON random ${index}`);
        for (const [place, [n, t, f]] of rows.entries())
          await session.execute("INSERT INTO random (id, n, t, f) VALUES ($1, $2, $3, $4)", [place, n, t, f]);
        const asked = {
          name: "random",
          columns: ["id", "n", "t", "f"],
          pageRows,
          sort: sort.map(({ isNullsFirst, ...rest }) =>
            isNullsFirst === undefined ? rest : { ...rest, isNullsFirst },
          ),
        };
        const forward = await grid.walk(asked, "forward");
        const backward = (await grid.walk(asked, "backward")).reverse();
        const { columns, kind } = forward[0]?.page.order ?? { columns: [], kind: "none" };
        const terms = columns.map(
          ({ column, isDescending, isNullsFirst }) =>
            `${column} ${isDescending ? "DESC" : "ASC"} NULLS ${isNullsFirst ? "FIRST" : "LAST"}`,
        );
        const whole = await session.query(`SELECT id, n, t, f FROM random ORDER BY ${terms.join(", ")}`);
        expect(kind).toBe({ P: "primaryKey", U: "uniqueIndex", C: "rowPlace" }[key[0] ?? ""]);
        expect(forward.flatMap(grid.values)).toEqual(whole.rows);
        expect(backward.flatMap(grid.values)).toEqual(whole.rows);
      }),
      { numRuns: 60 },
    );
  });

  it("starts at any row, and at any value of the first columns, with the same rows on both sides", async () => {
    await session.execute("CREATE COLLATION IF NOT EXISTS plain_natural (provider = icu, locale = 'und-u-kn')");
    const jump = fc.record({
      rows: fc.array(fc.tuple(number, text, number), { minLength: 1, maxLength: 20 }),
      sort: fc.array(sortColumn, { maxLength: 3 }),
      at: fc.nat(),
      columns: fc.nat(),
      key: fc.constantFrom("PRIMARY KEY (id)", "CHECK (true)"),
      collation: fc.constantFrom('"C"', '"default"', "public.plain_natural"),
    });
    await fc.assert(
      fc.asyncProperty(jump, async ({ rows, sort, at, columns: keyColumns, key, collation }) => {
        await session.execute("DROP TABLE IF EXISTS random");
        await session.execute(
          `CREATE TABLE random (id int NOT NULL, n int, t text COLLATE ${collation}, f float8, ${key})`,
        );
        for (const [place, [n, t, f]] of rows.entries())
          await session.execute("INSERT INTO random VALUES ($1, $2, $3, $4)", [place, n, t, f]);
        const asked = { name: "random", columns: ["id"], pageRows: 100, sort };
        const whole = await grid.take(asked);
        const ids = whole.rows.map(([id]) => id);
        const keyOf = (row: readonly (string | null)[] | undefined, count: number) =>
          whole.page.keyIndexes.slice(0, count).map((index) => row?.[index] ?? null);
        const from = async (kind: "from" | "until" | "after" | "before", values: readonly (string | null)[]) =>
          (await grid.take({ ...asked, start: { kind, key: values } })).rows.map(([id]) => id);
        const index = at % ids.length;
        const order = whole.page.keyIndexes.length;
        const own = keyOf(whole.rows[index], order);
        expect([await from("from", own), await from("until", own)]).toEqual([
          ids.slice(index),
          ids.slice(0, index + 1),
        ]);
        expect([await from("after", own), await from("before", own)]).toEqual([
          ids.slice(index + 1),
          ids.slice(0, index),
        ]);
        const prefix = keyOf(whole.rows[index], 1 + (keyColumns % order));
        const [behind, ahead] = [await from("from", prefix), await from("before", prefix)];
        expect([...ahead, ...behind]).toEqual(ids);
        // The first row behind has the asked values: a jump lands on the first of the rows that are equal.
        const landed = whole.rows[ids.indexOf(behind[0] ?? "")];
        expect(keyOf(landed, prefix.length)).toEqual(prefix);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps its place while rows come and go", async () => {
    await session.execute("CREATE TABLE moving (id int PRIMARY KEY)");
    await session.execute("INSERT INTO moving SELECT g * 10 FROM generate_series(1, 10) g");
    const first = await grid.take({ name: "moving", pageRows: 4 });
    await session.execute("DELETE FROM moving WHERE id IN (10, 40)");
    await session.execute("INSERT INTO moving VALUES (5), (45)");
    const next = await grid.take({ name: "moving", pageRows: 4, start: { kind: "after", key: ["40"] } });
    const back = await grid.take({ name: "moving", pageRows: 4, start: { kind: "before", key: ["45"] } });
    expect([first, next, back].map(({ rows }) => rows.map(([id]) => id))).toEqual([
      ["10", "20", "30", "40"],
      ["45", "50", "60", "70"],
      ["5", "20", "30"],
    ]);
  });

  it("orders by the type's own operators, wherever they live", async () => {
    const admin = await openSession(test.adminParameters, { purpose: "test" });
    await admin.execute("CREATE SCHEMA extra");
    await admin.execute("CREATE EXTENSION citext SCHEMA extra");
    await admin.execute("GRANT USAGE ON SCHEMA extra TO PUBLIC");
    await admin.close();
    await session.execute("CREATE TABLE loose (c extra.citext PRIMARY KEY)");
    await session.execute("INSERT INTO loose SELECT unnest('{b,A,c,D,_}'::text[])");
    const pages = await grid.walk({ name: "loose", pageRows: 1 }, "forward");
    const whole = await session.query("SELECT c FROM loose ORDER BY c");
    expect(pages.flatMap(grid.values)).toEqual(whole.rows);
    const equal = await grid.take({ name: "loose", filters: [{ column: "c", operator: "=", value: "a" }] });
    expect(grid.values(equal)).toEqual([["A"]]);
  });

  it("carries keys of every type that can be one", async () => {
    const types = {
      bool: "true",
      bytea: "'\\x00ff'",
      '"char"': "'x'",
      date: "'infinity'",
      float8: "0.1",
      numeric: "1.10",
      money: "12.34",
      inet: "'10.0.0.1/8'",
      interval: "'1 mon -1 day'",
      jsonb: "'{\"a\": 1}'",
      name: "'n'",
      oid: "7",
      text: "'quote '' \\'",
      timestamptz: "'2024-03-31 01:02:03.456789+00'",
      timetz: "'10:00+02'",
      uuid: "'00000000-0000-0000-0000-000000000001'",
      "char(4)": "'ab'",
      "varchar(9)": "'v'",
      "int[]": "'{1,NULL}'",
      int4range: "'[1,5)'",
      tsvector: "'a:1'",
      macaddr: "'08:00:2b:01:02:03'",
      "bit(3)": "'101'",
      pg_lsn: "'0/16'",
      xid8: "'5'",
      tid: "'(1,2)'",
    };
    const failed: string[] = [];
    for (const [type, value] of Object.entries(types)) {
      await session.execute("DROP TABLE IF EXISTS typed");
      await session.execute(`CREATE TABLE typed (k ${type} PRIMARY KEY)`);
      await session.execute(`INSERT INTO typed VALUES (${value}::${type})`);
      const { rows, page } = await grid.take({ name: "typed" });
      const key = page.keyIndexes.map((index) => rows[0]?.[index] ?? null);
      const after = await grid.take({ name: "typed", start: { kind: "after", key } });
      const { text: shown } = await grid.cell("typed", "k", [{ column: "k", value: key[0] ?? null }]);
      if (after.rows.length > 0 || shown === null) failed.push(type);
    }
    expect(failed).toEqual([]);
  });

  it("takes its keys through every DateStyle and float setting of the role", async () => {
    const database = test.parameters.database;
    for (const sql of [
      "CREATE TABLE styled (at timestamptz, ratio float8, d date, i interval, PRIMARY KEY (at, ratio, d, i))",
      "INSERT INTO styled SELECT '2024-10-27 00:30+00'::timestamptz + g * interval '20 minutes', 1.0 / g, '2024-02-01'::date + g, make_interval(days => g, secs => -g / 3.0) FROM generate_series(1, 9) g",
      "INSERT INTO styled VALUES ('infinity', 'NaN', '-infinity', '0'), ('0044-03-15 00:00:00.5+00 BC', '-infinity', '0044-03-15 BC', '-1 mon')",
      `ALTER DATABASE ${database} SET datestyle = 'SQL, DMY'`,
      `ALTER DATABASE ${database} SET timezone = 'Asia/Kolkata'`,
      `ALTER DATABASE ${database} SET intervalstyle = 'sql_standard'`,
      `ALTER DATABASE ${database} SET extra_float_digits = 0`,
    ])
      await session.execute(sql);
    await grid.reader.databases.drain();
    for (const sort of [[], [{ column: "ratio", isDescending: true }], [{ column: "at", isDescending: true }]]) {
      const pages = await grid.walk({ name: "styled", pageRows: 1, sort }, "forward");
      const seen = pages.flatMap(grid.values).map((row) => row.join("|"));
      expect([seen.length, new Set(seen).size]).toEqual([11, 11]);
    }
    await session.execute(`ALTER DATABASE ${database} RESET ALL`);
    await grid.reader.databases.drain();
  });

  it("looks at the table again when it starts anew, and after an error", async () => {
    await session.execute("CREATE TABLE changing (id int PRIMARY KEY, a int)");
    await session.execute("INSERT INTO changing VALUES (1, 1), (2, 2), (3, 3)");
    await grid.take({ name: "changing", pageRows: 1 });
    await session.execute("ALTER TABLE changing RENAME a TO b");
    const after = { name: "changing", pageRows: 1, start: { kind: "after", key: ["1"] } } as const;
    await expect(grid.take(after)).rejects.toMatchObject({ code: "sql", details: { postgres: { sqlstate: "42703" } } });
    expect((await grid.take(after)).page.columns.map(({ name }) => name)).toEqual(["id", "b"]);
    await session.execute("ALTER TABLE changing ADD c int");
    expect((await grid.take({ name: "changing" })).page.columns.map(({ name }) => name)).toEqual(["id", "b", "c"]);
    const first = grid.reader.statements.length;
    await grid.take(after);
    expect(grid.reader.statements.slice(first).map(({ cause }) => cause)).toEqual(Array(4).fill("grid: rows"));
  });
});
