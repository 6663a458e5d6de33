import { execFileSync } from "node:child_process";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import exceljs from "exceljs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { quoteLiteral } from "../../../shared/sql/quote.ts";
import { exportFormatIds, exportFormats } from "../../../shared/transfer/export-formats.ts";
import { readCellText } from "../formats/xlsx-text.ts";
import { everyTypeSql } from "../testing/every-type.ts";
import { createTransferBench, type TransferBench, tableSource } from "../testing/transfer-bench.ts";

describe("an export", () => {
  let bench: TransferBench;
  beforeAll(async () => {
    bench = await createTransferBench();
    await bench.execute(...everyTypeSql("public.every_type").split(/;\n(?=INSERT)/));
    await bench.execute(
      "CREATE TABLE small (id int PRIMARY KEY, name text, doubled int GENERATED ALWAYS AS (id * 2) STORED)",
      "INSERT INTO small (id, name) VALUES (1, 'one'), (2, NULL), (3, '')",
    );
  });
  afterAll(() => bench.close());
  beforeEach(async () => {
    for (const name of await bench.list()) await rm(join(bench.folder, name), { recursive: true, force: true });
  });

  /** What the server itself writes. */
  const serverText = async (copy: string, options: string) => {
    const path = join(bench.folder, "server.txt");
    // As our sessions have it, so that only the transport differs.
    await bench.execute(`SET DateStyle TO 'ISO, MDY'`, `COPY ${copy} TO ${quoteLiteral(path)} WITH (${options})`);
    return await readFile(path, "utf8");
  };

  it("as CSV is COPY's own text, byte for byte, for every type", async () => {
    const report = await bench.export({ source: tableSource("every_type"), format: "csv", file: "own.csv" });
    const rows = Number((await bench.session.query("SELECT count(*) FROM every_type")).rows[0]?.[0]);
    const path = join(bench.folder, "own.csv");
    const { size, mode } = await stat(path);
    expect(report).toEqual({ files: [{ path, rows, bytes: size }], durationMs: expect.any(Number), notes: [] });
    expectSame(await bench.read("own.csv"), await serverText("every_type", "FORMAT csv, HEADER"));
    expect(mode & 0o777).toBe(0o600);
  });

  it("writes delimiters, quotes, NULL and line ends as asked", async () => {
    const options = {
      hasHeader: false,
      delimiter: ";",
      quote: "'",
      nullText: "(none)",
      isAllQuoted: true,
      hasByteOrderMark: true,
      isCompressed: true,
    } as const;
    await bench.export({ source: tableSource("every_type"), format: "csv", options, file: "own.csv.gz" });
    const theirs = await serverText(
      "every_type",
      "FORMAT csv, DELIMITER ';', QUOTE '''', NULL '(none)', FORCE_QUOTE *",
    );
    expectSame(await bench.read("own.csv.gz"), `\ufeff${theirs}`);
    const crlf = { lineEnd: "crlf" } as const;
    await bench.export({ source: tableSource("small"), format: "tsv", options: crlf, file: "own.tsv" });
    expect(await bench.read("own.tsv")).toBe('id\tname\tdoubled\r\n1\tone\t2\r\n2\t\t4\r\n3\t""\t6\r\n');
  });

  it("takes the rows, the order and the columns that the grid shows", async () => {
    const source = {
      ...tableSource("small"),
      columns: ["name", "id"],
      sort: [{ column: "id", isDescending: true }],
      filters: [{ column: "id", operator: "<" as const, value: "3" }],
    };
    await bench.export({ source, format: "csv", file: "own.csv" });
    expect(await bench.read("own.csv")).toBe("name,id\n,2\none,1\n");
    const preview = await bench.handlers["transfer.previewExport"](
      {
        ref: bench.test.ref,
        source,
        format: "csv",
        options: (await import("../../../shared/transfer/export-options.ts")).defaultExportOptions,
      },
      bench.context,
    );
    expect(preview).toEqual({
      statements: [
        "SELECT pg_catalog.set_config('search_path', 'pg_catalog', true)",
        'COPY (SELECT t."name", t."id" FROM "public"."small" AS t WHERE t."id" < 3 ORDER BY t."id" DESC\n) TO STDOUT WITH (FORMAT csv, HEADER true)',
      ],
      columns: ["name", "id"],
      estimatedRows: null,
    });
  });

  it("is safe for spreadsheets only when that is asked for, and then in every text and title", async () => {
    const sql = `SELECT * FROM (VALUES ('=1+1', -5, '-5'::text), (' @x', NULL, '＝1'), (E'\\t=1', 2, 'a=b'), (NULL, 1, '')) AS v ("=title", number, "+more")`;
    const source = { kind: "query", sql } as const;
    await bench.export({ source, format: "csv", options: { isSpreadsheetSafe: true }, file: "safe.csv" });
    expect(await bench.read("safe.csv")).toBe(`'=title,number,'+more\n'=1+1,-5,'-5\n' @x,,'＝1\n'\t=1,2,a=b\n,1,""\n`);
    await bench.export({ source, format: "csv", file: "faithful.csv" });
    expect(await bench.read("faithful.csv")).toBe(`=title,number,+more\n=1+1,-5,-5\n @x,,＝1\n\t=1,2,a=b\n,1,""\n`);
  });

  it("as SQL or as a COPY script makes the same rows again in psql", async ({ skip }) => {
    const psql = findPsql();
    if (!psql) return skip("psql is not installed");
    for (const [format, file] of [
      ["sqlInsert", "own.sql"],
      ["copyScript", "script.sql"],
    ] as const) {
      await bench.export({
        source: tableSource("every_type"),
        format,
        options: { targetTable: 'again "$$\n\\! touch' },
        file,
      });
      await bench.execute(`CREATE TABLE "again ""$$\n\\! touch" (LIKE every_type)`);
      const { host, port, database, user, password } = bench.test.parameters;
      const variables = {
        PATH: process.env.PATH,
        PGPASSWORD: password,
        PGOPTIONS: "-c standard_conforming_strings=off",
      };
      const args = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", host, "-p", String(port), "-U", user, "-d", database];
      execFileSync(psql, [...args, "-f", join(bench.folder, file)], { env: variables, stdio: "pipe" });
      const different = await bench.session.query(
        `SELECT count(*) FROM (SELECT e::text FROM every_type e EXCEPT ALL SELECT a::text FROM "again ""$$\n\\! touch" a) d`,
      );
      const counts = await bench.session.query(
        `SELECT (SELECT count(*) FROM every_type) = (SELECT count(*) FROM "again ""$$\n\\! touch")`,
      );
      expect([format, different.rows, counts.rows]).toEqual([format, [["0"]], [["t"]]]);
      await bench.execute(`DROP TABLE "again ""$$\n\\! touch"`);
    }
  });

  it("leaves generated columns out of statements, and may give identities", async () => {
    await bench.execute(
      "CREATE TABLE numbered (id int GENERATED ALWAYS AS IDENTITY, price numeric, isGood bool, double numeric GENERATED ALWAYS AS (price * 2) STORED)",
      "INSERT INTO numbered (price, isGood) VALUES (1.50, true), ('NaN', NULL)",
    );
    await bench.export({ source: tableSource("numbered"), format: "sqlInsert", file: "own.sql" });
    expect(await bench.read("own.sql")).toBe(
      [
        "SET client_encoding = 'UTF8';",
        "SET standard_conforming_strings = on;",
        'INSERT INTO "public"."numbered" ("id", "price", "isgood") OVERRIDING SYSTEM VALUE VALUES',
        "  (1, 1.50, true),",
        "  (2, 'NaN', NULL);",
        "",
      ].join("\n"),
    );
  });

  it("as JSON keeps digits, and texts as the server has them", async () => {
    const sql = `SELECT 9007199254740993::int8 AS big, 1.10::numeric AS n, 'NaN'::float8 AS nan, true AS yes, NULL AS nothing,
      E'a"\\n\\u2028' AS t, '{"a": 12345678901234567890,\n "a": 1}'::json AS j, '{1,NULL}'::int[] AS list, 1 AS big`;
    const source = { kind: "query", sql } as const;
    await bench.export({ source, format: "jsonLines", file: "own.jsonl" });
    const line =
      `{"big":9007199254740993,"n":1.10,"nan":"NaN","yes":true,"nothing":null,"t":"a\\"\\n\u2028","j":{"a": 12345678901234567890,  "a": 1},"list":"{1,NULL}","big 2":1}`.replace(
        ",  ",
        ",  ",
      );
    expect(await bench.read("own.jsonl")).toBe(`${line}\n`);
    await bench.export({ source, format: "json", file: "own.json" });
    expect(await bench.read("own.json")).toBe(`[\n${line}\n]\n`);
    await bench.export({
      source: { kind: "query", sql: "SELECT 1 AS a WHERE false" },
      format: "json",
      file: "none.json",
    });
    expect(JSON.parse(await bench.read("none.json"))).toEqual([]);
  });

  it("as XLSX keeps every digit and every character", async () => {
    const file = "own.xlsx";
    await bench.export({ source: tableSource("every_type"), format: "xlsx", file });
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.readFile(join(bench.folder, file));
    const sheet = workbook.getWorksheet("Rows");
    const expected = await bench.session.query("SELECT * FROM every_type");
    const rows: string[][] = [];
    sheet?.eachRow((row, number) => {
      if (number > 1) rows.push(expected.columns.map((_, index) => textOfCell(row.getCell(index + 1).value)));
    });
    // The library's reader resolves the entities of a text once too often.
    const entities: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
    const twice = (text: string) => text.replace(/&\w+;/g, (entity) => entities[entity] ?? entity);
    const plain = (value: string | null, type: string) =>
      value === null
        ? ""
        : type === "numeric" && /^-?\d+\.\d+$/.test(value)
          ? value.replace(/\.?0+$/, "")
          : twice(value);
    expect(rows).toEqual(
      expected.rows.map((row) => row.map((value, index) => plain(value, expected.columns[index]?.typeName ?? ""))),
    );
  });

  it("as Markdown shows text and never markup", async () => {
    const sql = `SELECT 1 AS n, E'<b>|*x*\\nnext' AS "a|b", NULL AS c`;
    await bench.export({ source: { kind: "query", sql }, format: "markdown", file: "own.md" });
    expect(await bench.read("own.md")).toBe(
      "| n | a\\|b | c |\n| ---: | --- | --- |\n| 1 | &lt;b&gt;\\|\\*x\\*<br>next |  |\n",
    );
  });

  it("of several tables writes a file for each, from one snapshot", async () => {
    await bench.execute(
      `CREATE SCHEMA "../etc"`,
      `CREATE TABLE "../etc"."CON" (x int)`,
      `CREATE VIEW seen AS SELECT 1 AS one`,
    );
    const tables = [
      { schema: "public", name: "small" },
      { schema: "../etc", name: "CON" },
      { schema: "public", name: "seen" },
    ];
    const report = await bench.export({
      source: { kind: "tables", tables },
      format: "csv",
      options: { isCompressed: true },
      file: "",
    });
    expect(report.files.map(({ path, rows }) => [path.slice(bench.folder.length + 1), rows])).toEqual([
      ["public.small.csv.gz", 3],
      ["_etc.CON.csv.gz", 0],
      ["public.seen.csv.gz", 1],
    ]);
    expect(await bench.list()).toEqual(["_etc.CON.csv.gz", "public.seen.csv.gz", "public.small.csv.gz"]);
  });

  it("refuses what is not one statement that reads", async () => {
    const texts = [
      "SELECT 1; SELECT 2",
      "DELETE FROM small",
      "SELECT 1) TO PROGRAM 'touch x' --",
      "WITH d AS (DELETE FROM small RETURNING 1) SELECT 1",
      "SELECT * INTO other FROM small",
      "EXPLAIN SELECT 1",
      "",
    ];
    for (const sql of texts) {
      const asked = bench.export({ source: { kind: "query", sql: sql || " " }, format: "csv", file: "own.csv" });
      await expect(asked, sql).rejects.toMatchObject({ code: "unsupported" });
    }
    await bench.execute("CREATE FUNCTION harm() RETURNS int LANGUAGE sql AS 'DELETE FROM small RETURNING 1'");
    const harm = bench.export({
      source: { kind: "query", sql: "SELECT harm() -- done" },
      format: "csv",
      file: "own.csv",
    });
    await expect(harm).rejects.toMatchObject({ code: "readOnly" });
    expect(await bench.list()).toEqual([]);
  });

  it("leaves no file behind when it is cancelled or fails, and replaces only when told to", async () => {
    const endless = { kind: "query", sql: "SELECT repeat('x', 1000) FROM generate_series(1, 100000000)" } as const;
    for (const format of ["csv", "jsonLines", "xlsx"] as const) {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 400);
      const file = `own.${exportFormats[format].extension}`;
      await expect(bench.export({ source: endless, format, file }, stop.signal)).rejects.toMatchObject({
        code: "cancelled",
      });
      expect(await bench.list(), format).toEqual([]);
    }
    const failing = { kind: "query", sql: "SELECT 1 / (50000 - n) FROM generate_series(1, 100000) n" } as const;
    await writeFile(join(bench.folder, "kept.csv"), "what was there");
    const asked = { format: "csv", file: "kept.csv" } as const;
    await expect(bench.export({ ...asked, source: failing, isReplacing: true })).rejects.toMatchObject({ code: "sql" });
    await expect(bench.export({ ...asked, source: tableSource("small") })).rejects.toMatchObject({ code: "conflict" });
    expect([await bench.read("kept.csv"), await bench.list()]).toEqual(["what was there", ["kept.csv"]]);
    await bench.export({ ...asked, source: tableSource("small"), isReplacing: true });
    expect(await bench.read("kept.csv")).toContain("id,name");
  });

  it("writes nothing into hidden folders, the app's own, or files of other kinds", async () => {
    await mkdir(join(bench.folder, ".ssh"));
    await mkdir(join(bench.folder, "own"));
    for (const file of [".ssh/keys.csv", "own/vault.json", ".bashrc", "run.sh", ".hidden.csv", "own/../own/x.csv"]) {
      const asked = bench.export({ source: tableSource("small"), format: "csv", file });
      await expect(asked, file).rejects.toMatchObject({ code: "refused" });
    }
    const nowhere = bench.export({ source: tableSource("small"), format: "csv", file: "gone/x.csv" });
    await expect(nowhere).rejects.toMatchObject({ code: "fileSystem" });
    expect(await bench.handlers["transfer.folder"]({ path: bench.folder }, bench.context)).toMatchObject({
      entries: [{ name: "own", kind: "folder" }],
    });
  });

  it("says which options COPY refuses before it asks the server", async () => {
    const options = [{ delimiter: "ä" }, { delimiter: '"' }, { nullText: "a,b" }, { nullText: "a\nb" }];
    for (const option of options) {
      const asked = bench.export({ source: tableSource("small"), format: "csv", options: option, file: "own.csv" });
      await expect(asked, JSON.stringify(option)).rejects.toMatchObject({ code: "invalidInput" });
    }
  });

  it("tells how far it is in every format", async () => {
    const source = { kind: "query", sql: "SELECT n, 'some text' AS t FROM generate_series(1, 5000) n" } as const;
    for (const format of exportFormatIds) {
      bench.context.reported.length = 0;
      const file = `own-${format}.${exportFormats[format].extension}`;
      const report = await bench.export({ source, format, file });
      expect([format, report.files[0]?.rows, bench.context.reported.map(({ done }) => done)]).toEqual([
        format,
        5000,
        expect.arrayContaining([0, 4000]),
      ]);
    }
  });
});

/** A difference of long texts is shown by its place alone: comparing them line by line takes minutes. */
function expectSame(own: string, theirs: string): void {
  let at = 0;
  while (at < own.length && own[at] === theirs[at]) at++;
  expect(own.slice(Math.max(0, at - 20), at + 60)).toBe(theirs.slice(Math.max(0, at - 20), at + 60));
}

function findPsql(): string | null {
  try {
    return execFileSync("which", ["psql"]).toString().trim();
  } catch {
    return null;
  }
}

function textOfCell(value: exceljs.CellValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "t" : "f";
  return readCellText(String(value));
}
