import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FileDialect, NewTable } from "../../../../shared/transfer/import-model.ts";
import { loadFile } from "../../testing/load-file.ts";
import { createTransferBench, type TransferBench } from "../../testing/transfer-bench.ts";

describe("a new table from a file", () => {
  let bench: TransferBench;
  beforeAll(async () => {
    bench = await createTransferBench();
  });
  afterAll(() => bench.close());
  beforeEach(async () => {
    for (const name of await bench.list()) await rm(join(bench.folder, name), { recursive: true, force: true });
    await bench.execute("DROP TABLE IF EXISTS made");
  });

  const propose = async (file: string, change: Partial<FileDialect> = {}) => {
    const path = join(bench.folder, file);
    const { dialect } = await bench.handlers["transfer.readFile"]({ path, dialect: undefined }, bench.context);
    const input = { ref: bench.test.ref, path, dialect: { ...dialect, ...change } };
    return await bench.handlers["transfer.proposeTable"](input, bench.context);
  };
  const tableOf = (columns: readonly NewTable["columns"][number][], primaryKey: string | null = null) => ({
    name: "made",
    columns: columns.map(({ name }, source) => ({ source, target: name })),
    newTable: { columns: columns.map(({ name, type, isNullable }) => ({ name, type, isNullable })), primaryKey },
  });
  const csv = [
    "Order Id,zip,big,price,Day,at,ok,note,when?",
    "1,01234,9007199254740993,1.10,2024-02-29,2024-02-29 10:00:00+01,true,,03/04/2024",
    '2,99999,1,2,2024-03-01,2024-03-01T00:00:00Z,false,"",NULL',
    "",
  ].join("\n");

  it("gets types that keep every value of the file", async () => {
    await writeFile(join(bench.folder, "orders.csv"), csv);
    const { columns, rows, isWhole, nullWords } = await propose("orders.csv");
    expect([rows, isWhole, nullWords, columns.map(({ name, type, isNullable }) => [name, type, isNullable])]).toEqual([
      2,
      true,
      [],
      [
        ["order_id", "integer", false],
        ["zip", "text", false],
        ["big", "bigint", false],
        ["price", "numeric", false],
        ["day", "date", false],
        ["at", "timestamp with time zone", false],
        ["ok", "boolean", false],
        ["note", "text", true],
        ["when", "text", false],
      ],
    ]);
    await loadFile(bench, "orders.csv", tableOf(columns, "order_id"));
    expect(
      (await bench.session.query("SELECT zip, big, price, day, ok, note FROM made ORDER BY order_id")).rows,
    ).toEqual([
      ["01234", "9007199254740993", "1.10", "2024-02-29", "t", null],
      ["99999", "1", "2", "2024-03-01", "f", ""],
    ]);
  });

  it("tells of words that look like NULL, and takes them for it when that is said", async () => {
    await writeFile(join(bench.folder, "n.csv"), "a,b\n1,x\nNULL,NULL\n3,z\n");
    const first = await propose("n.csv");
    expect([first.nullWords, first.columns.map(({ type }) => type)]).toEqual([["NULL"], ["text", "text"]]);
    const second = await propose("n.csv", { nullText: "NULL" });
    expect(second.columns.map(({ type, isNullable }) => [type, isNullable])).toEqual([
      ["integer", true],
      ["text", true],
    ]);
  });

  it("is there with its rows or not at all, and never instead of another one", async () => {
    await writeFile(join(bench.folder, "t.csv"), "a\n1\n2\nx\n");
    const columns = [{ name: "a", type: "integer", isNullable: true }];
    await expect(loadFile(bench, "t.csv", tableOf(columns))).rejects.toMatchObject({
      details: { hint: expect.stringContaining("line 4") },
    });
    expect((await bench.session.query("SELECT pg_catalog.to_regclass('public.made')")).rows).toEqual([[null]]);
    const batches = { rows: 10, maxRefused: 10, skipRows: 0 };
    expect(await loadFile(bench, "t.csv", { ...tableOf(columns), batches })).toMatchObject({ written: 2, refused: 1 });
    for (const target of [tableOf(columns), { ...tableOf(columns), batches }])
      await expect(loadFile(bench, "t.csv", target)).rejects.toMatchObject({ code: "conflict" });
    expect((await bench.session.query("SELECT count(*) FROM made")).rows).toEqual([["2"]]);
  });

  it("takes types and no other statement", async () => {
    await writeFile(join(bench.folder, "t.csv"), "a\n1\n");
    for (const type of ["int); DROP TABLE made; --", "int) AS SELECT 1 --", "no type at all", "int,"])
      await expect(
        loadFile(bench, "t.csv", tableOf([{ name: "a", type, isNullable: true }])),
        type,
      ).rejects.toMatchObject({
        code: "invalidInput",
      });
    const twice = [1, 2].map(() => ({ name: "a", type: "int", isNullable: true }));
    await expect(loadFile(bench, "t.csv", tableOf(twice))).rejects.toMatchObject({ code: "invalidInput" });
  });

  it("has jsonb for the objects of JSON, and tells null, JSON's null and a missing key apart", async () => {
    await writeFile(
      join(bench.folder, "j.jsonl"),
      '{"id": 1, "doc": {"a": 1.10}, "n": 12345678901234567890}\n{"id": 2, "doc": null, "n": null}\n{"id": 3}\n',
    );
    const { columns } = await propose("j.jsonl");
    expect(columns.map(({ type }) => type)).toEqual(["integer", "jsonb", "numeric"]);
    await bench.execute(`CREATE TABLE made (id int, doc jsonb DEFAULT '"none"', n numeric DEFAULT 7)`);
    const rows = async () => (await bench.session.query("SELECT id, doc, n FROM made ORDER BY id")).rows;
    await loadFile(bench, "j.jsonl", { name: "made" });
    expect(await rows()).toEqual([
      ["1", '{"a": 1.10}', "12345678901234567890"],
      ["2", null, null],
      ["3", null, null],
    ]);
    await bench.execute("DELETE FROM made");
    const dialect = { jsonNull: "jsonNull", missingKey: "default" } as const;
    const [version] = (await bench.session.query("SELECT pg_catalog.current_setting('server_version_num')")).rows;
    const withDefaults = loadFile(bench, "j.jsonl", { name: "made" }, { dialect });
    if (Number(version?.[0]) < 160_000)
      return await expect(withDefaults).rejects.toMatchObject({ code: "unsupported" });
    await withDefaults;
    expect(await rows()).toEqual([
      ["1", '{"a": 1.10}', "12345678901234567890"],
      ["2", "null", null],
      ["3", '"none"', "7"],
    ]);
    await expect(loadFile(bench, "j.jsonl", { name: "made", onConflict: "skip" }, { dialect })).rejects.toMatchObject({
      code: "invalidInput",
    });
  });
});
