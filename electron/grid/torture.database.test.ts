// What the grid shows is what the server has, byte for byte: compared with hashes that the server makes of its own text.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { quoteIdentifier, quoteLiteral } from "../../shared/sql/quote.ts";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createTestGrid } from "./grid-test.ts";

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

const md5 = (text: string) => createHash("md5").update(text, "utf8").digest("hex");

const { major } = inject("testServer");

/** A type and texts that the server reads as values of it. Infinite intervals exist from version 17 on. */
const values: readonly (readonly [type: string, ...texts: string[]])[] = [
  [
    "text",
    "",
    "NULL",
    " ",
    "a\r\n\tb",
    "\u2028\u2029",
    "\u202eevil\u202c",
    "\u200b\ufeff\u00a0",
    "é",
    "e\u0301",
    "👨‍👩‍👧‍👦",
    "𝒳",
  ],
  ["text", "\u001b[31mred\u001b]8;;http://x\u001b\\link", "\u0001\u0007\u007f\u0085", "<img src=x onerror=alert(1)>"],
  ["text", "<svg onload=alert(1)>", "javascript:alert(1)", "{{7*7}}", "[x](javascript:alert(1))", "=1+1", "@SUM(A1)"],
  ["char(5)", "ab", "     "],
  ['"char"', "x", "\\200"],
  ["int8", "9007199254740993", "-9223372036854775808"],
  ["numeric", `${"9".repeat(131_000)}.5`, "1e-1000", "1.10", "NaN", "Infinity", "-Infinity"],
  ["numeric(10,2)", "1.50"],
  ["float8", "-0", "5e-324", "NaN", "-Infinity", "0.1"],
  ["float4", "0.1", "3.4028235e38"],
  ["money", "-1234.56"],
  ["date", "infinity", "-infinity", "0044-03-15 BC", "4713-01-01 BC", "5874897-12-31"],
  [
    "timestamptz",
    "294276-12-31 23:59:59.999999+00",
    "infinity",
    "1890-01-01 00:00:00+00:19:32",
    "2024-03-31 01:30:00+00",
  ],
  ["timestamp", "2024-03-31 02:30:00.123456", "-infinity"],
  ["time", "24:00:00", "00:00:00.000001"],
  ["timetz", "12:00:00+15:59:59", "12:00:00-15:59:59"],
  ["interval", "178000000 years", "1 mon -1 day +00:00:00.000001", "-1 year", ...(major < 17 ? [] : ["infinity"])],
  ["bytea", "\\x", "\\x00ff00"],
  ["json", '{"a":1,"a":2}', '{"n":12345678901234567890, "x": 1e400}', '"\\u0000"', "null", '{"__proto__": {}}'],
  ["json", `${"[".repeat(5_000)}${"]".repeat(5_000)}`],
  ["jsonb", '{"b":1.00,"a":12345678901234567890}', "null"],
  ["xml", "<a><script>alert(1)</script></a>"],
  ["int4[]", "{}", "{NULL,1}", "[0:2]={1,2,3}", "{{1,2},{3,4}}"],
  ["text[]", '{"NULL",NULL,"","a\\"b\\\\c",", "}'],
  ["box[]", "{(2,2),(1,1);(4,4),(3,3)}"],
  ["int4range", "empty", "(,)", "[1,5)"],
  ["tstzrange", "[2024-01-01 00:00+00,infinity]"],
  ["int4multirange", "{[1,3),[5,7)}", "{}"],
  ["bit(5)", "10101"],
  ["varbit", ""],
  ["tsvector", "'a b':1A 'c''d':2"],
  ["tsquery", "'a' & !'b'"],
  ["xid8", "18446744073709551615"],
  ["pg_lsn", "FFFFFFFF/FFFFFFFF"],
  ["inet", "::ffff:1.2.3.4/96", "10.0.0.1/8"],
  ["macaddr8", "08:00:2b:01:02:03:04:05"],
  ["uuid", "00000000-0000-0000-0000-000000000000"],
  ["point", "(1e300,-0)", "(NaN,Infinity)"],
  ["line", "{1,2,3}"],
  ["path", "[(0,0),(1,1)]", "((0,0),(1,1))"],
  ["polygon", "((0,0),(1,1),(2,0))"],
  ["circle", "<(0,0),0>"],
  ["oid", "4294967295"],
  ["regclass", "pg_catalog.pg_class"],
  ["jsonpath", '$."a"[*] ? (@ > 1)'],
  ["torture_mood", "", "a,b", 'say "x"'],
  ["torture_pair", '(1,"a ""b"", \\\\ (c)")', "(,)"],
  ["torture_list", "{1,NULL}"],
];

describe("values", () => {
  it("of every type arrive as the server wrote them, whole or by their beginning", async () => {
    await session.execute("CREATE TYPE torture_mood AS ENUM ('', 'a,b', 'say \"x\"')");
    await session.execute("CREATE TYPE torture_pair AS (n int, t text)");
    await session.execute("CREATE DOMAIN torture_list AS int[] CHECK (cardinality(VALUE) < 9)");
    const cells = values.flatMap(([type, ...texts]) => texts.map((text) => ({ type, text })));
    await session.execute(
      `CREATE TABLE torture (id int PRIMARY KEY, ${cells.map(({ type }, index) => `c${index} ${type}`).join(", ")})`,
    );
    const literals = cells.map(({ type, text }) => `${quoteLiteral(text)}::${type}`);
    await session.execute(`INSERT INTO torture VALUES (1, ${literals.join(", ")})`);
    await session.execute("INSERT INTO torture (id) VALUES (2)");
    const { page, rows } = await grid.take({ name: "torture" });
    const hashes = cells.map((_, index) => `md5(concat(c${index}))`);
    const [truth = []] = (await session.query(`SELECT ${hashes.join(", ")} FROM torture WHERE id = 1`)).rows;
    const wrong: string[] = [];
    for (const [index, { type, text }] of cells.entries()) {
      const about = page.columns[index + 1];
      const length = about?.lengthIndex == null ? null : rows[0]?.[about.lengthIndex];
      const shown =
        length == null
          ? rows[0]?.[about?.valueIndex ?? -1]
          : (await grid.cell("torture", `c${index}`, [{ column: "id", value: "1" }])).text;
      if (md5(shown ?? "NULL") !== truth[index]) wrong.push(`${type} ${text.slice(0, 40)}`);
      if (rows[1]?.[about?.valueIndex ?? -1] !== null) wrong.push(`${type} NULL`);
    }
    expect([cells.length > 100, wrong]).toEqual([true, []]);
  });

  it("are those of the session's own styles", async () => {
    await session.execute("CREATE TABLE styled (id int PRIMARY KEY, at timestamptz, i interval, b bytea)");
    await session.execute("INSERT INTO styled VALUES (1, '2024-03-31 01:30:00.5+00', '1 mon -1 day', '\\x5c00')");
    for (const setting of ["DateStyle TO 'German'", "IntervalStyle TO 'sql_standard'", "bytea_output TO 'escape'"])
      await session.execute(`ALTER DATABASE ${quoteIdentifier(test.parameters.database)} SET ${setting}`);
    const own = await openSession(test.parameters, { purpose: "test" });
    const other = createTestGrid(test.parameters);
    try {
      const truth = await own.query("SELECT id, at, i, b FROM styled");
      expect(other.values(await other.take({ name: "styled" }))).toEqual(truth.rows);
      const after = await other.take({ name: "styled", sort: [{ column: "at", isDescending: false }] });
      const key = after.page.keyIndexes.map((index) => after.rows[0]?.[index] ?? null);
      expect(
        (
          await other.take({
            name: "styled",
            sort: [{ column: "at", isDescending: false }],
            start: { kind: "from", key },
          })
        ).rows,
      ).toHaveLength(1);
    } finally {
      for (const setting of ["DateStyle", "IntervalStyle", "bytea_output"])
        await session.execute(`ALTER DATABASE ${quoteIdentifier(test.parameters.database)} RESET ${setting}`);
      await other.close();
      await own.close();
    }
  });
});

describe("names", () => {
  const names = [
    'q"uote',
    "apo'strophe",
    "back\\slash",
    "new\nline \\! touch x",
    ";DROP TABLE x",
    "$$",
    "%I",
    "{{x}}",
    "*/",
    "🦊",
    "\u202eRLO",
    "zero\u200bwidth",
    "nb\u00a0sp",
    " ",
    "trailing ",
    "a.b",
    "select",
    "Case",
    "case",
    "\u0430dmin",
    "\u00e9",
    "e\u0301",
    "1",
    "<b>x</b>",
    "__proto__",
    "../../etc/passwd",
    "host=evil dbname=x",
    "a?b#c&d",
    "=1+1",
    "tab\there",
    "cr\rhere",
    "bell\u0007",
    '{"json": 1}',
    "*",
    "%",
    "_",
    "/",
    "x".repeat(63),
    "é".repeat(31),
  ];

  it("of schemas, tables and columns are only names: rows, filters, cells, counts and jumps work with all of them", async () => {
    const wrong: string[] = [];
    for (const name of names) {
      const quoted = quoteIdentifier(name);
      await session.execute(`CREATE SCHEMA ${quoted}`);
      await session.execute(`CREATE TABLE ${quoted}.${quoted} (${quoted} text PRIMARY KEY)`);
      await session.execute(`INSERT INTO ${quoted}.${quoted} VALUES ('a'), ('b')`);
      const asked = { schema: name, name, sort: [{ column: name, isDescending: true }] };
      const filters = [{ column: name, operator: "=" as const, value: "a" }];
      const key = ["a"];
      const read = [
        await grid.take(asked),
        await grid.take({ ...asked, filters }),
        await grid.take({ ...asked, start: { kind: "from", key } }),
      ].map(({ rows }) => rows.map(([value]) => value).join(""));
      if (read.join() !== "ba,a,a") wrong.push(name);
      await session.execute(`DROP SCHEMA ${quoted} CASCADE`);
    }
    expect(wrong).toEqual([]);
  });
});

describe("shapes", () => {
  it("without columns have rows all the same", async () => {
    await session.execute("CREATE TABLE no_columns ()");
    await session.execute("INSERT INTO no_columns SELECT FROM generate_series(1, 3)");
    const { page, rows } = await grid.take({ name: "no_columns" });
    expect([page.columns, rows.length, page.order.kind]).toEqual([[], 3, "rowPlace"]);
  });

  it("of 1,600 columns arrive whole", async () => {
    const columns = Array.from({ length: 1_600 }, (_, index) => `c${index}`);
    await session.execute(`CREATE TABLE wide (${columns.map((name) => `${name} int2`).join(", ")})`);
    await session.execute(
      `INSERT INTO wide (${columns.join(", ")}) VALUES (${columns.map((_, index) => index).join(", ")})`,
    );
    const taken = await grid.take({ name: "wide" });
    expect(grid.values(taken)).toEqual([columns.map((_, index) => String(index))]);
  });

  it("of 1,600 texts arrive whole, with the length of each that was cut", async () => {
    const columns = Array.from({ length: 1_600 }, (_, index) => `c${index}`);
    await session.execute(`CREATE TABLE wide_text (${columns.map((name) => `${name} text`).join(", ")})`);
    await session.execute("INSERT INTO wide_text (c0, c1599) VALUES ('first', 'last')");
    const taken = await grid.take({ name: "wide_text" });
    const [row = []] = grid.values(taken);
    expect([row.length, row[0], row[1], row[1599]]).toEqual([1_600, "first", null, "last"]);
    await session.execute("UPDATE wide_text SET c1599 = repeat('x', 5000)");
    const { page, rows } = await grid.take({ name: "wide_text" });
    const { lengthIndex, lengthPart } = page.columns[1_599] ?? {};
    expect(rows[0]?.[lengthIndex ?? 0]?.split(",")[lengthPart ?? 0]).toBe("5000");
  });
});

describe("encodings", () => {
  /** A database of its own encoding, and what its grid shows of `bytes`. */
  const inEncoding = async (encoding: string, run: (name: string, own: OwnedSession) => Promise<void>) => {
    const admin = await openSession({ ...test.adminParameters, database: "postgres" }, { purpose: "test" });
    const name = `${test.parameters.database}_${encoding.toLowerCase()}`;
    try {
      await admin.execute(
        `CREATE DATABASE ${quoteIdentifier(name)} ENCODING ${quoteLiteral(encoding)} LOCALE 'C' TEMPLATE template0`,
      );
      const parameters = { ...test.adminParameters, database: name };
      const own = await openSession(parameters, { purpose: "test" });
      try {
        await run(name, own);
      } finally {
        await own.close();
      }
    } finally {
      await admin.execute(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)} WITH (FORCE)`);
      await admin.close();
    }
  };

  it("LATIN1 arrives as what its letters mean", async () => {
    await inEncoding("LATIN1", async (database, own) => {
      await own.execute("CREATE TABLE t (id int PRIMARY KEY, v text)");
      await own.execute("INSERT INTO t VALUES (1, 'ÄÖÜ é')");
      const other = createTestGrid({ ...test.adminParameters, database });
      expect(
        (await other.take({ name: "t", filters: [{ column: "v", operator: "=", value: "ÄÖÜ é" }] })).rows[0]?.[1],
      ).toBe("ÄÖÜ é");
      await other.close();
    });
  });

  it("SQL_ASCII bytes that are no text are refused by the server, which says how to see the rest", async () => {
    await inEncoding("SQL_ASCII", async (database, own) => {
      await own.execute("CREATE TABLE t (id int PRIMARY KEY, v text)");
      await own.execute("INSERT INTO t VALUES (1, E'\\xff\\xfe\\xe9'), (2, 'plain ä')");
      const other = createTestGrid({ ...test.adminParameters, database });
      await expect(other.take({ name: "t" })).rejects.toMatchObject({
        code: "sql",
        details: { postgres: { sqlstate: "22021" }, hint: expect.stringContaining("Hide its column") },
      });
      expect((await other.take({ name: "t", columns: ["id"] })).rows.map(([id]) => id)).toEqual(["1", "2"]);
      const filters = [{ column: "id", operator: ">" as const, value: "1" }];
      expect((await other.take({ name: "t", filters })).rows[0]?.[1]).toBe("plain ä");
      await other.close();
    });
  });
});
