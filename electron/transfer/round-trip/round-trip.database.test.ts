import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import exceljs from "exceljs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { quoteLiteral, quoteName } from "../../../shared/sql/quote.ts";
import type { ExportFormatId } from "../../../shared/transfer/export-formats.ts";
import type { ExportOptions } from "../../../shared/transfer/export-options.ts";
import type { FileDialect } from "../../../shared/transfer/import-model.ts";
import { loadFile } from "../testing/load-file.ts";
import { createTransferBench, type TransferBench, tableSource } from "../testing/transfer-bench.ts";
import { ownTypes, typesWithoutInput } from "../testing/type-samples.ts";
import { sampleEveryType, typeTableSql } from "../testing/type-table.ts";

describe("every type of the server", () => {
  let bench: TransferBench;
  beforeAll(async () => {
    bench = await createTransferBench();
    await bench.execute(...ownTypes.map(({ create }) => create));
    const types = await sampleEveryType(bench.session, bench.test.parameters.user);
    await bench.execute(...typeTableSql("all_types", types));
    await bench.execute(
      "CREATE TABLE one_column (t text)",
      `INSERT INTO one_column VALUES (''), (NULL), (E'\\\\.'), (E'\\n'), ('"'), ('NULL'), (E'\\\\N'), (E'\\r\\n')`,
    );
  });
  afterAll(() => bench.close());
  beforeEach(async () => {
    for (const name of await bench.list()) await rm(join(bench.folder, name), { recursive: true, force: true });
  });

  const rowsOf = async (sql: string) => (await bench.session.query(sql)).rows;
  const makeCopy = async (table: string) => {
    await bench.execute("DROP TABLE IF EXISTS again", `CREATE TABLE again (LIKE ${table})`);
  };
  /** Rows of the one that the other does not have, as the server's own text, both ways. */
  const differences = async (table: string) => {
    const texts = (of: string) => `SELECT r::text, count(*) FROM ${of} AS r GROUP BY 1`;
    const one = `(${texts(table)} EXCEPT ${texts("again")})`;
    return await rowsOf(`${one} UNION ALL (${texts("again")} EXCEPT ${texts(table)})`);
  };
  const write = (table: string, format: ExportFormatId, file: string, options: Partial<ExportOptions> = {}) =>
    bench.export({ source: tableSource(table), format, file, options });
  const read = (file: string, change: Partial<FileDialect> = {}) =>
    loadFile(bench, file, { name: "again" }, { dialect: change });

  it("that refuses every text is known by name", async () => {
    for (const name of typesWithoutInput)
      for (const text of ["", "1"])
        await expect(bench.execute(`SELECT ${quoteLiteral(text)}::pg_catalog.${name}`), name).rejects.toMatchObject({
          details: { postgres: { sqlstate: "0A000" } },
        });
  });

  it.each(["all_types", "one_column"])("comes back from CSV by the server's own COPY (%s)", async (table) => {
    await write(table, "csv", "own.csv");
    await makeCopy(table);
    // The server may run as another user than the test; the settings are those of our sessions, and no others.
    await chmod(join(bench.folder, "own.csv"), 0o644);
    await bench.execute("SET DateStyle TO 'ISO, MDY'");
    await bench.execute(
      `COPY again FROM ${quoteLiteral(join(bench.folder, "own.csv"))} WITH (FORMAT csv, HEADER true)`,
    );
    expect(await differences(table)).toEqual([]);
  });

  it.each([
    ["csv", "own.csv", {}],
    ["csv", "marked.csv", { nullText: "\\N", lineEnd: "crlf", isAllQuoted: true, delimiter: ";" }],
    ["tsv", "own.tsv", {}],
  ] as const)("comes back from %s by Steward's import (%s)", async (format, file, options) => {
    for (const table of ["all_types", "one_column"]) {
      await write(table, format, file, options);
      await makeCopy(table);
      const { rows, written } = await read(file, {
        hasHeader: true,
        nullText: "nullText" in options ? options.nullText : "",
        ...("delimiter" in options ? { delimiter: options.delimiter } : format === "tsv" ? { delimiter: "\t" } : {}),
      });
      const [[count] = []] = await rowsOf(`SELECT count(*) FROM ${table}`);
      expect([rows, written, await differences(table)]).toEqual([Number(count), Number(count), []]);
      await rm(join(bench.folder, file));
    }
  });

  it("keeps its digits in JSON lines and in XLSX", async () => {
    await bench.execute(
      "CREATE TABLE digits (n numeric(1000,500), b int8, f float8, g float4)",
      `INSERT INTO digits VALUES
         (${"9".repeat(500)}.${"123456789".repeat(55)}12345, 9223372036854775807, '5e-324', '1e-45'),
         (0.${"0".repeat(499)}1, -9223372036854775808, '1.7976931348623157e+308', '3.4028235e+38'),
         (-1.5, 9007199254740993, '-0', '0.1'), ('NaN', 0, '0.30000000000000004', '-Infinity'), (NULL, NULL, 'NaN', NULL)`,
    );
    const { rows } = await bench.session.query("SELECT * FROM digits");
    await write("digits", "jsonLines", "own.jsonl");
    const jsonOf = (text: string | null) => (text === null ? "null" : /[NI]/.test(text) ? `"${text}"` : text);
    const names = ["n", "b", "f", "g"];
    const lines = rows.map((row) => `{${row.map((text, at) => `"${names[at]}":${jsonOf(text)}`).join(",")}}\n`);
    expect(await bench.read("own.jsonl")).toBe(lines.join(""));
    await makeCopy("digits");
    await read("own.jsonl");
    expect(await differences("digits")).toEqual([]);

    await write("digits", "xlsx", "own.xlsx");
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.readFile(join(bench.folder, "own.xlsx"));
    const cells: (string | null)[][] = [];
    workbook.getWorksheet("Rows")?.eachRow((row, number) => {
      if (number > 1) cells.push(names.map((_, at) => cellText(row.getCell(at + 1).value)));
    });
    expect(cells).toEqual(rows);
  });

  it.each(["jsonLines", "json"] as const)(
    "comes back from %s, where NULLs are left out, null by null",
    async (format) => {
      await bench.execute("DROP TABLE IF EXISTS plain_json", "CREATE TABLE plain_json AS SELECT * FROM all_types");
      // Blanks around a json value and line ends between its tokens are the only texts that JSON does not keep.
      const [[column] = []] = await rowsOf(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'plain_json'::regclass AND atttypid = 'json'::regtype",
      );
      await bench.execute(`DELETE FROM plain_json WHERE "${column}"::text ~ '(^ |\\n)'`);
      const file = format === "json" ? "own.json" : "own.jsonl";
      await write("plain_json", format, file, { isNullOmitted: true });
      await makeCopy("plain_json");
      await read(file, { jsonNull: "jsonNull" });
      expect(await differences("plain_json")).toEqual([]);
    },
  );

  it("says what a workbook cannot hold", async () => {
    const sql = "SELECT repeat('x', 40000) AS long, 'y' AS short";
    const report = await bench.export({ source: { kind: "query", sql }, format: "xlsx", file: "cut.xlsx" });
    expect(report.notes).toEqual(["1 values were cut at Excel's limit of 32,767 characters."]);
    const many = { kind: "query", sql: "SELECT NULL FROM generate_series(1, 1048576)" } as const;
    const long = await bench.export({ source: many, format: "xlsx", file: "long.xlsx" });
    expect(long.notes).toEqual(["A sheet holds 1,048,576 rows, so the rows are in 2 sheets."]);
  });

  it("of tables with names that try to be something else goes out and comes back", async () => {
    const names = [
      'a"b',
      "new\nline; DROP TABLE digits; --",
      "<img src=x onerror=alert(1)>",
      "\u202etxt.exe",
      "../../etc/passwd",
      "ü".repeat(31),
      "x".repeat(63),
      "'); DELETE FROM all_types; --",
    ];
    for (const name of names) {
      const column = `${name.slice(0, 20)}"`;
      const table = quoteName({ schema: "public", name });
      await bench.execute(`CREATE TABLE ${table} (${quoteName({ schema: "", name: column }).slice(3)} text)`);
      await bench.execute(`INSERT INTO ${table} VALUES ('kept')`);
      const tables = [{ schema: "public", name }];
      const { files } = await bench.export({ source: { kind: "tables", tables }, format: "csv", file: "" });
      const [file = ""] = files.map(({ path }) => path.slice(bench.folder.length + 1));
      expect(file).toMatch(/^public\.[^/\\<>:"|?*\p{Cc}\p{Cf}]+\.csv$/u);
      await makeCopy(table);
      await read(file, { hasHeader: true, delimiter: "," });
      expect([name, await differences(table)]).toEqual([name, []]);
      await bench.execute(`DROP TABLE ${table}`);
      await rm(join(bench.folder, file));
    }
  });
});

function cellText(value: exceljs.CellValue): string | null {
  return value === null || value === undefined ? null : String(value);
}
