import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import type { FileDialect, ImportTarget } from "../../../shared/transfer/import-model.ts";
import { everyTypeSql } from "../testing/every-type.ts";
import { createTransferBench, type TransferBench, tableSource } from "../testing/transfer-bench.ts";

describe("an import", () => {
  let bench: TransferBench;
  beforeAll(async () => {
    bench = await createTransferBench();
    await bench.execute(...everyTypeSql("public.every_type").split(/;\n(?=INSERT)/));
  });
  afterAll(() => bench.close());
  beforeEach(async () => {
    for (const name of await bench.list()) await rm(join(bench.folder, name), { recursive: true, force: true });
    await bench.execute(
      "DROP TABLE IF EXISTS thing",
      "CREATE TABLE thing (id int PRIMARY KEY, name varchar(10) NOT NULL DEFAULT 'none', note text, twice int GENERATED ALWAYS AS (id * 2) STORED)",
    );
  });

  const write = async (name: string, content: string | Buffer) => {
    await writeFile(join(bench.folder, name), content);
    return join(bench.folder, name);
  };
  const preview = (path: string, dialect?: FileDialect) =>
    bench.handlers["transfer.readFile"]({ path, dialect }, bench.context);
  /** Reads a file whose columns have the table's names. */
  const load = async (
    path: string,
    table: string,
    options: {
      readonly onConflict?: ImportTarget["onConflict"];
      readonly signal?: AbortSignal;
      readonly branchId?: string;
    } = {},
  ) => {
    const { dialect, columns } = await preview(path);
    const target: ImportTarget = {
      schema: "public",
      name: table,
      columns: columns.map((name, source) => ({ source, target: name })),
      onConflict: options.onConflict ?? "fail",
    };
    const ref = { ...bench.test.ref, ...(options.branchId ? { branchId: options.branchId } : {}) };
    const input = { ref, path, dialect, target };
    const context = { ...bench.context, signal: options.signal ?? bench.context.signal };
    return {
      checked: await bench.handlers["transfer.previewImport"](input, context),
      report: await bench.handlers["transfer.import"](input, context),
    };
  };
  const rowsOf = async (sql: string) => (await bench.session.query(sql)).rows;
  const things = () => rowsOf("SELECT id, name, note FROM thing ORDER BY id");

  it.each(["csv", "tsv", "jsonLines", "json"] as const)("brings every type back from %s as it was", async (format) => {
    const extensions = { csv: "csv.gz", tsv: "tsv", jsonLines: "jsonl", json: "json" };
    const file = `all.${extensions[format]}`;
    await bench.export({
      source: tableSource("every_type"),
      format,
      options: { isCompressed: format === "csv" },
      file,
    });
    await bench.execute("DROP TABLE IF EXISTS again", "CREATE TABLE again (LIKE every_type)");
    const { checked, report } = await load(join(bench.folder, file), "again");
    const [[count] = []] = await rowsOf("SELECT count(*) FROM every_type");
    const different = await rowsOf(
      "(SELECT e::text FROM every_type e EXCEPT ALL SELECT a::text FROM again a) UNION ALL (SELECT a::text FROM again a EXCEPT ALL SELECT e::text FROM every_type e)",
    );
    // JSON has one null: that of a json and of a jsonb column come back as NULL; a line end in json becomes a blank.
    const lost = format === "jsonLines" || format === "json" ? 3 : 0;
    expect({ problems: checked.problems, report, different: different.length }).toEqual({
      problems: [],
      report: {
        rows: Number(count),
        written: Number(count),
        refused: 0,
        refusedFile: null,
        stopped: null,
        durationMs: expect.any(Number),
      },
      different: 2 * lost,
    });
  });

  it("guesses how a file is written", async () => {
    const files: readonly (readonly [string, string | Buffer])[] = [
      ["a.csv", '\ufeffid;name\r\n1;"a;b"\r\n'],
      ["b.txt", "1|x\n2|y\n"],
      ["c.txt", '{"id": 1}\n{"id": 2}\n'],
      ["d.json", '[\n{"id": 1}]'],
      ["e.csv", Buffer.from("name,id\nM\xfcller,1\n", "latin1")],
      ["f.csv", Buffer.from("\ufeffid,name\n1,ü\n", "utf16le")],
    ];
    const seen: unknown[] = [];
    for (const [name, content] of files) {
      const { dialect, columns, rows } = await preview(await write(name, content));
      seen.push([dialect.format, dialect.encoding, dialect.delimiter, dialect.hasHeader, columns, rows[0]]);
    }
    expect(seen).toEqual([
      ["delimited", "utf-8", ";", true, ["id", "name"], ["1", "a;b"]],
      ["delimited", "utf-8", "|", false, ["column 1", "column 2"], ["1", "x"]],
      ["jsonLines", "utf-8", ",", true, ["id"], ["1"]],
      ["json", "utf-8", ",", true, ["id"], ["1"]],
      ["delimited", "windows-1252", ",", true, ["name", "id"], ["Müller", "1"]],
      ["delimited", "utf-16le", ",", true, ["id", "name"], ["1", "ü"]],
    ]);
  });

  it("keeps the digits of JSON, and tells null from missing text", async () => {
    await bench.execute("DROP TABLE IF EXISTS numbers", "CREATE TABLE numbers (big numeric, doc json, t text)");
    const line = '{"big": 12345678901234567890.10, "doc": {"a": [1, "}"], "b": 1e400}, "t": "a\\"\\u00e4\\n"}';
    await load(await write("n.jsonl", `${line}\r\n{"big": 1, "t": null}\n`), "numbers");
    expect(await rowsOf("SELECT * FROM numbers ORDER BY big DESC")).toEqual([
      ["12345678901234567890.10", '{"a": [1, "}"], "b": 1e400}', 'a"ä\n'],
      ["1", null, null],
    ]);
  });

  it("shows what it will send, and gives defaults to columns that are not in the file", async () => {
    const { checked } = await load(await write("t.csv", 'note,id\n"",1\n,2\n'), "thing");
    expect([checked.statements, await things()]).toEqual([
      ["BEGIN", 'COPY "public"."thing" ("note", "id") FROM STDIN WITH (FORMAT text)', "COMMIT"],
      [
        ["1", "none", ""],
        ["2", "none", null],
      ],
    ]);
  });

  it("finds values in the first rows that the table will refuse", async () => {
    const path = await write("bad.csv", 'id,name\n1,"two\nlines"\nx,y\n3,much too long for it\n4,\n');
    const { dialect } = await preview(path);
    const columns = [
      { source: 0, target: "id" },
      { source: 1, target: "name" },
    ];
    const target = { schema: "public", name: "thing", columns, onConflict: "fail" } as const;
    const input = { ref: bench.test.ref, path, dialect, target };
    const checked = await bench.handlers["transfer.previewImport"](input, bench.context);
    // Before version 16 a server cannot be asked.
    const expected = [
      4,
      [
        { line: 4, column: "id", value: "x", message: 'invalid input syntax for type integer: "x"' },
        {
          line: 5,
          column: "name",
          value: "much too long for it",
          message: "value too long for type character varying(10)",
        },
        { line: 6, column: "name", value: null, message: "NULL, which the column refuses" },
      ],
    ];
    expect([checked.checkedRows, checked.problems]).toEqual(inject("testServer").major < 16 ? [0, []] : expected);
    await expect(bench.handlers["transfer.import"](input, bench.context)).rejects.toMatchObject({
      code: "sql",
      details: { hint: expect.stringContaining("at line 4 of the file"), postgres: { sqlstate: "22P02" } },
    });
    expect(await things()).toEqual([]);
  });

  it("leaves rows that are there alone, or updates them, when that is asked for", async () => {
    await bench.execute("INSERT INTO thing VALUES (1, 'old', 'kept')");
    const path = await write("t.csv", "id,name\n1,new\n2,two\n");
    await expect(load(path, "thing")).rejects.toMatchObject({ details: { postgres: { sqlstate: "23505" } } });
    expect((await load(path, "thing", { onConflict: "skip" })).report).toMatchObject({ rows: 2, written: 1 });
    expect(await things()).toEqual([
      ["1", "old", "kept"],
      ["2", "two", null],
    ]);
    const { checked, report } = await load(path, "thing", { onConflict: "update" });
    expect([checked.statements[3], report.written, (await things())[0]]).toEqual([
      'INSERT INTO "public"."thing" ("id", "name") SELECT "id", "name" FROM pg_temp.steward_import ON CONFLICT ("id") DO UPDATE SET "name" = EXCLUDED."name"',
      2,
      ["1", "new", "kept"],
    ]);
  });

  it("is rolled back when it is cancelled, or the file ends badly", async () => {
    const many = Array.from({ length: 300_000 }, (_, index) => `${index},name`).join("\n");
    const path = await write("many.csv", `id,name\n${many}\n`);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 700);
    await expect(load(path, "thing", { signal: stop.signal })).rejects.toMatchObject({ code: "cancelled" });
    const short = await write("short.csv", "id,name\n1,a\n2\n");
    const { dialect } = await preview(path);
    const columns = [{ source: 0, target: "id" }];
    const target = { schema: "public", name: "thing", columns, onConflict: "fail" } as const;
    const input = { ref: bench.test.ref, path: short, dialect, target };
    await expect(bench.handlers["transfer.import"](input, bench.context)).rejects.toMatchObject({
      code: "invalidInput",
      message: expect.stringContaining("line 3"),
    });
    expect(await things()).toEqual([]);
  });

  it("is refused on production, for generated columns, for views and for files of other kinds", async () => {
    const path = await write("t.csv", "id,twice\n1,2\n");
    await expect(load(path, "thing")).rejects.toMatchObject({ code: "invalidInput" });
    const plain = await write("p.csv", "id\n1\n");
    await expect(load(plain, "thing", { branchId: "production" })).rejects.toMatchObject({ code: "readOnly" });
    await bench.execute("CREATE OR REPLACE VIEW looking AS SELECT 1 AS id");
    await expect(load(plain, "looking")).rejects.toMatchObject({ code: "unsupported" });
    await expect(preview(await write("id_rsa", "x"))).rejects.toMatchObject({ code: "refused" });
    await expect(preview(await write("bad.jsonl", '[2]\n{"a": 1}\n'))).rejects.toMatchObject({ code: "invalidInput" });
    await expect(preview(await write("bad2.jsonl", '{"a": 1,}\n'))).rejects.toMatchObject({ code: "invalidInput" });
    const broken = await write("broken.jsonl", '{"id": 1, "name": "a"}\n[2]\n');
    await expect(load(broken, "thing")).rejects.toMatchObject({ code: "invalidInput" });
    expect(await things()).toEqual([]);
  });
});
