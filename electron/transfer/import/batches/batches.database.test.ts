import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ImportBatches } from "../../../../shared/transfer/import-model.ts";
import { loadFile } from "../../testing/load-file.ts";
import { createTransferBench, type TransferBench } from "../../testing/transfer-bench.ts";

const batches: ImportBatches = { rows: 4, maxRefused: 1_000, skipRows: 0 };

describe("an import in batches", () => {
  let bench: TransferBench;
  beforeAll(async () => {
    bench = await createTransferBench();
    await bench.execute(
      "CREATE TABLE parent (id int PRIMARY KEY)",
      "INSERT INTO parent SELECT generate_series(1, 100)",
    );
  });
  afterAll(() => bench.close());
  beforeEach(async () => {
    for (const name of await bench.list()) await rm(join(bench.folder, name), { recursive: true, force: true });
    await bench.execute(
      "DROP TABLE IF EXISTS thing, made",
      `CREATE TABLE thing (id int PRIMARY KEY, name text NOT NULL, amount numeric CHECK (amount > 0),
         parent int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)`,
    );
  });

  const write = (name: string, content: string) => writeFile(join(bench.folder, name), content);
  const things = async (columns = "id, name") =>
    (await bench.session.query(`SELECT ${columns} FROM thing ORDER BY id`)).rows;
  const load = (file: string, more: Partial<ImportBatches> = {}, changes: Parameters<typeof loadFile>[3] = {}) =>
    loadFile(bench, file, { name: "thing", batches: { ...batches, ...more } }, changes);

  it("leaves out what the server or the reader refuses, and keeps it with line and reason", async () => {
    await write(
      "things.csv",
      [
        "id;name;amount;parent",
        "1;one;1.5;1",
        'x;"two\nlines; and ""quotes""";1;1',
        "3;three;-1;1",
        "4;;1;1",
        '5;"";1;1',
        "1;again;1;1",
        "6;six;1;999",
        "7;seven",
        "8;eight;1;",
        "9;nine;1;9",
        "",
      ].join("\n"),
    );
    const report = await load("things.csv");
    expect([report, await things(), await bench.list()]).toEqual([
      {
        rows: 10,
        written: 4,
        refused: 6,
        refusedFile: join(bench.folder, "things.refused.csv"),
        stopped: null,
        durationMs: expect.any(Number),
      },
      [
        ["1", "one"],
        ["5", ""],
        ["8", "eight"],
        ["9", "nine"],
      ],
      ["things.csv", "things.refused.csv"],
    ]);
    expect(await readFile(join(bench.folder, "things.refused.csv"), "utf8")).toBe(
      [
        "refused line;refused because;id;name;amount;parent",
        `4;"invalid input syntax for type integer: ""x""";x;"two\nlines; and ""quotes""";1;1`,
        `5;"new row for relation ""thing"" violates check constraint ""thing_amount_check"": Failing row contains (3, three, -1, 1).";3;three;-1;1`,
        `6;"null value in column ""name"" of relation ""thing"" violates not-null constraint: Failing row contains (4, null, 1, 1).";4;;1;1`,
        `8;"duplicate key value violates unique constraint ""thing_pkey"": Key (id)=(1) already exists.";1;again;1;1`,
        `9;"insert or update on table ""thing"" violates foreign key constraint ""thing_parent_fkey"": Key (parent)=(999) is not present in table ""parent"".";6;six;1;999`,
        '10;"The row has 2 values; the first row has 4.";7;seven',
        "",
      ].join("\n"),
    );
  });

  it("takes the file of refused rows again when it was corrected", async () => {
    await write("things.csv", 'id,name\n1,one\nx,"a,b"\ny,\n');
    await load("things.csv");
    const refused = join(bench.folder, "things.refused.csv");
    const text = await readFile(refused, "utf8");
    await writeFile(refused, text.replace(/,x,/, ",2,").replace(/,y,$/m, ",3,three"));
    const columns = [
      { source: 2, target: "id" },
      { source: 3, target: "name" },
    ];
    const report = await loadFile(bench, "things.refused.csv", { name: "thing", columns, batches });
    expect([report.refusedFile, await things()]).toEqual([
      null,
      [
        ["1", "one"],
        ["2", "a,b"],
        ["3", "three"],
      ],
    ]);
  });

  it("finds every row that is refused, however they lie", async () => {
    const bad = (id: number) => id % 7 === 0 || (id > 200 && id < 260) || id === 500;
    const rows = Array.from({ length: 500 }, (_, index) => `${index + 1},n,1,${bad(index + 1) ? 999 : 1}`);
    await write("many.csv", `id,name,amount,parent\n${rows.join("\n")}\n`);
    const report = await load("many.csv", { rows: 200 });
    const expected = Array.from({ length: 500 }, (_, index) => index + 1).filter((id) => !bad(id));
    expect([report.rows, report.written, report.refused, (await things("id")).map(([id]) => Number(id))]).toEqual([
      500,
      expected.length,
      500 - expected.length,
      expected,
    ]);
  });

  it("skips and updates rows that are there, in each batch", async () => {
    await bench.execute("INSERT INTO thing VALUES (1, 'old'), (6, 'old')");
    await write("t.csv", "id,name\n1,new\n2,b\n3,c\n4,\n5,e\n6,new\n");
    const skipped = await loadFile(bench, "t.csv", { name: "thing", onConflict: "skip", batches });
    expect([skipped.rows, skipped.written, skipped.refused]).toEqual([6, 3, 1]);
    const updated = await loadFile(bench, "t.csv", { name: "thing", onConflict: "update", batches });
    expect([updated.written, updated.refused, await things()]).toEqual([
      5,
      1,
      [
        ["1", "new"],
        ["2", "b"],
        ["3", "c"],
        ["5", "e"],
        ["6", "new"],
      ],
    ]);
  });

  it("stops after too many, says how far it came, and goes on from there", async () => {
    await write("t.csv", "id,name\n1,a\nx,b\ny,c\n4,d\n5,e\n6,f\n");
    const first = await load("t.csv", { rows: 2, maxRefused: 1 });
    expect(first).toMatchObject({
      rows: 4,
      written: 2,
      refused: 2,
      stopped: { code: "refused", message: "More than 1 rows were refused.", settledRows: 4 },
    });
    const second = await load("t.csv", { rows: 2, skipRows: first.stopped?.settledRows ?? 0 });
    expect([second.rows, second.written, second.refusedFile, (await things("id")).flat()]).toEqual([
      2,
      2,
      null,
      ["1", "4", "5", "6"],
    ]);
  });

  it("that is cancelled keeps whole batches, and says so", async () => {
    const rows = Array.from({ length: 200_000 }, (_, index) => `${index + 1},name`).join("\n");
    await write("t.csv", `id,name\n${rows}\n`);
    const stop = new AbortController();
    bench.context.reported.length = 0;
    const watching = setInterval(() => bench.context.reported.length > 2 && stop.abort(), 5);
    const report = await load("t.csv", { rows: 1_000 }, { signal: stop.signal }).finally(() => clearInterval(watching));
    const [[count] = []] = (await bench.session.query("SELECT count(*) FROM thing")).rows;
    expect(report.stopped?.code).toBe("cancelled");
    expect([report.written, report.written % 1_000, report.stopped?.settledRows, report.written < 200_000]).toEqual([
      Number(count),
      0,
      report.rows,
      true,
    ]);
  });

  it("keeps what was read before a text that has no end, and objects that are none", async () => {
    await write("t.jsonl", '{"id": 1, "name": "a"}\n{"id": 2, "name": }\n{"id": 3, "name": "c"}\n{"id": 4, "name"');
    const report = await load("t.jsonl", { rows: 1 });
    expect(report).toMatchObject({
      rows: 3,
      written: 2,
      refused: 1,
      stopped: { code: "invalidInput", settledRows: 3 },
    });
    expect([await things("id"), await readFile(join(bench.folder, "t.refused.csv"), "utf8")]).toEqual([
      [["1"], ["3"]],
      expect.stringContaining('"{""id"": 2, ""name"": }"'),
    ]);
  });

  it("stops at what is no row's fault", async () => {
    await write("t.csv", "id,name\n1,a\n");
    await bench.execute(
      "CREATE OR REPLACE FUNCTION closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1/0; END $$",
    );
    await bench.execute("CREATE TRIGGER t BEFORE INSERT ON thing FOR EACH ROW EXECUTE FUNCTION closed()");
    expect(await load("t.csv")).toMatchObject({ refused: 1, stopped: null });
    await bench.execute(
      "DROP TRIGGER t ON thing",
      "CREATE OR REPLACE FUNCTION gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM * FROM nowhere; END $$",
    );
    await bench.execute("CREATE TRIGGER t BEFORE INSERT ON thing FOR EACH ROW EXECUTE FUNCTION gone()");
    const report = await load("t.csv");
    expect([report.stopped?.code, report.rows, report.refusedFile, await things()]).toEqual(["sql", 0, null, []]);
  });
});
