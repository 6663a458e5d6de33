import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readSchemaOf } from "../rehearsal/schema-snapshot.ts";
import { callContext } from "../testing/change-bench.ts";
import { createLedgerBench, type LedgerBench } from "../testing/ledger-bench.ts";

let bench: LedgerBench;
beforeAll(async () => {
  bench = await createLedgerBench();
}, 60_000);
afterAll(() => bench.close());
beforeEach(async () => {
  await rm(bench.folder, { recursive: true, force: true });
  await mkdir(bench.folder);
});

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(bench.folder, name)), { recursive: true });
    await writeFile(join(bench.folder, name), content);
  }
}

const folder = () => bench.handlers["changes.folder"]({ connectionId: bench.connectionId }, callContext());
/** Of those in the folder: the ledger has those of other tests too. */
const states = async () =>
  (await folder()).migrations.filter(({ state }) => state !== "missing").map(({ id, state }) => `${id} ${state}`);
const rows = async (sql: string) => (await bench.sql("owner", sql)).rows;
const apply = async (...ids: string[]) => {
  const { id } = await bench.approve(...ids);
  await bench.apply(id);
  return id;
};
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("prisma", () => {
  const one = "CREATE TABLE prisma_one (x int);\n";
  const files = {
    "migration_lock.toml": 'provider = "postgresql"\n',
    "20240101000000_one/migration.sql": one,
    "20240101000000_one/down.sql": "DROP TABLE prisma_one;\n",
    "20240102000000_two/migration.sql": "CREATE INDEX CONCURRENTLY prisma_x ON prisma_one (x);\n",
  };
  const recorded = () =>
    rows(
      "SELECT migration_name, checksum, finished_at IS NOT NULL, rolled_back_at IS NOT NULL, applied_steps_count, length(id), logs FROM public._prisma_migrations ORDER BY started_at",
    );

  it("writes the rows that Prisma would, also around a statement outside transactions, and takes them back", async () => {
    await write(files);
    expect([(await folder()).history, await states()]).toEqual([
      { state: "absent", table: "public._prisma_migrations" },
      ["20240101000000_one pending", "20240102000000_two pending"],
    ]);
    const request = await apply("20240101000000_one");
    await apply("20240102000000_two");
    const done = (name: string, text: string) => [name, sha256(text), "t", "f", "1", "36", null];
    const two = done("20240102000000_two", files["20240102000000_two/migration.sql"]);
    expect([await recorded(), await states()]).toEqual([
      [done("20240101000000_one", one), two],
      ["20240101000000_one applied", "20240102000000_two applied"],
    ]);
    await bench.sql("owner", "DROP INDEX prisma_x");
    await bench.rollBack(request);
    expect([await recorded(), await states()]).toEqual([
      [two],
      ["20240101000000_one outOfOrder", "20240102000000_two applied"],
    ]);
  });

  it("believes Prisma: changed, failed, and what has no file", async () => {
    await write({
      ...files,
      "20240103000000_three/migration.sql": "SELECT 3;",
      "20240104000000_four/migration.sql": "SELECT 4;\n",
    });
    const insert = (name: string, checksum: string, finished: string) =>
      bench.sql(
        "owner",
        `INSERT INTO public._prisma_migrations (id, checksum, finished_at, migration_name) VALUES
        ('${name}', '${checksum}', ${finished}, '${name}')`,
      );
    await insert("20240103000000_three", "0".repeat(64), "now()");
    await insert("20240104000000_four", sha256("SELECT 4;\r\n"), "now()");
    await insert("20240105000000_five", "0".repeat(64), "NULL");
    expect((await folder()).migrations.slice(2).map(({ id, state, note }) => [id, state, note])).toEqual([
      ["20240103000000_three", "changed", null],
      ["20240104000000_four", "applied", null],
      ["20240105000000_five", "missing", "Prisma began it and did not end it."],
    ]);
    await bench.sql("owner", "UPDATE public._prisma_migrations SET finished_at = NULL WHERE migration_name ~ 'four'");
    expect((await states())[3]).toBe("20240104000000_four failed");
  });
});

describe("drizzle", () => {
  it("records hash and time, and sees what Drizzle itself does not compare", async () => {
    const entry = (idx: number, tag: string) => ({ idx, version: "7", when: 1000 + idx, tag, breakpoints: true });
    const first = "CREATE TABLE drizzle_one (x int);\n--> statement-breakpoint\nCREATE INDEX ON drizzle_one (x);";
    await write({
      "meta/_journal.json": JSON.stringify({
        version: "7",
        dialect: "postgresql",
        entries: [entry(0, "0000_a"), entry(1, "0001_b")],
      }),
      "0000_a.sql": first,
      "0000_a.down.sql": "DROP TABLE drizzle_one;",
      "0001_b.sql": "SELECT 1;",
    });
    const id = await apply("0000_a");
    const recorded = () => rows("SELECT id, hash, created_at FROM drizzle.__drizzle_migrations");
    expect([await recorded(), await states()]).toEqual([
      [["1", sha256(first), "1000"]],
      ["0000_a applied", "0001_b pending"],
    ]);
    await write({ "0000_a.sql": `${first} -- now` });
    expect(await states()).toEqual(["0000_a changed", "0001_b pending"]);
    await write({ "0000_a.sql": first });
    await bench.rollBack(id);
    expect([await recorded(), await states()]).toEqual([[], ["0000_a pending", "0001_b pending"]]);
  });
});

describe("dbmate and golang-migrate", () => {
  it("tells their tables apart by their columns, though they have one name", async () => {
    await write({
      "20240101000000_a.sql":
        "-- migrate:up\nCREATE TABLE dbmate_one (x int);\n-- migrate:down\nDROP TABLE dbmate_one;\n",
    });
    const id = await apply("20240101000000_a");
    expect([await rows("SELECT version FROM schema_migrations"), await states()]).toEqual([
      [["20240101000000"]],
      ["20240101000000_a applied"],
    ]);
    await bench.rollBack(id);
    expect([await rows("SELECT version FROM schema_migrations"), await states()]).toEqual([
      [],
      ["20240101000000_a pending"],
    ]);
    await bench.sql("owner", "DROP TABLE schema_migrations");
  });

  it("moves golang-migrate's version on and back, never past a newer one, and shows dirty", async () => {
    await write({
      "000001_a.up.sql": "CREATE TABLE go_one (x int);",
      "000001_a.down.sql": "DROP TABLE go_one;",
      "000002_b.up.sql": "CREATE INDEX CONCURRENTLY go_x ON go_one (x);",
      "000002_b.down.sql": "DROP INDEX go_x;",
      "000003_c.up.sql": "SELECT 1/0; VACUUM go_one;",
    });
    await bench.handlers["changes.chooseFormat"](
      { connectionId: bench.connectionId, format: "golangMigrate" },
      callContext(),
    );
    const version = () => rows("SELECT version, dirty FROM schema_migrations");
    await apply("000001_a");
    const second = await apply("000002_b");
    expect([await version(), await states()]).toEqual([
      [["2", "f"]],
      ["000001_a applied", "000002_b applied", "000003_c pending"],
    ]);
    await bench.rollBack(second);
    expect(await version()).toEqual([["1", "f"]]);
    await expect(apply("000003_c")).rejects.toMatchObject({ code: "sql" });
    expect([await version(), (await states())[2]]).toEqual([[["3", "t"]], "000003_c failed"]);
    // Recognised by its table, without a choice.
    await bench.handlers["changes.chooseFormat"]({ connectionId: bench.connectionId, format: null }, callContext());
    expect((await folder()).recognition).toMatchObject({ kind: "recognised", format: "golangMigrate" });
  });
});

describe("flyway", () => {
  it("keeps ranks, checksums and undo rows, and runs repeatable scripts again", async () => {
    await write({
      "V1__a.sql": "CREATE TABLE fly_one (x int);",
      "U1__a.sql": "DROP TABLE fly_one;",
      "V2__b.sql": "CREATE INDEX CONCURRENTLY fly_x ON fly_one (x);",
      "R__v.sql": "CREATE OR REPLACE VIEW fly_v AS SELECT 1 AS x;",
    });
    const first = await apply("V1__a");
    await apply("V2__b");
    await apply("R__v");
    await bench.sql("owner", "DROP INDEX fly_x");
    await bench.rollBack(first);
    await write({ "R__v.sql": "CREATE OR REPLACE VIEW fly_v AS SELECT 2 AS x;" });
    expect(await states()).toEqual(["V1__a outOfOrder", "V2__b applied", "R__v pending"]);
    await apply("R__v");
    expect(
      await rows(
        "SELECT installed_rank, version, description, type, script, checksum, success FROM flyway_schema_history ORDER BY 1",
      ),
    ).toEqual([
      ["1", "1", "a", "SQL", "V1__a.sql", expect.any(String), "t"],
      ["2", "2", "b", "SQL", "V2__b.sql", expect.any(String), "t"],
      ["3", null, "v", "SQL", "R__v.sql", expect.any(String), "t"],
      ["4", "1", "a", "UNDO_SQL", "U1__a.sql", expect.any(String), "t"],
      ["5", null, "v", "SQL", "R__v.sql", expect.any(String), "t"],
    ]);
    expect(await states()).toEqual(["V1__a outOfOrder", "V2__b applied", "R__v applied"]);
  });

  it("takes what a baseline covers as applied", async () => {
    await bench.sql("owner", "DELETE FROM flyway_schema_history");
    await bench.sql(
      "owner",
      `INSERT INTO flyway_schema_history VALUES (1, '5', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', NULL, 'x', now(), 0, true)`,
    );
    await write({ "V4.2__old.sql": "SELECT 1;", "V6__new.sql": "SELECT 2;" });
    const present = (await folder()).migrations.filter(({ state }) => state !== "missing");
    expect(present.map(({ id, state, note }) => [id, state, note])).toEqual([
      ["V4.2__old", "applied", "It is not above Flyway's baseline 5, so Flyway takes it as applied."],
      ["V6__new", "pending", null],
    ]);
  });
});

describe("a schema's snapshot", () => {
  it("leaves out what the tools keep for themselves", async () => {
    const session = await bench.session("admin", "test");
    const { lines } = await readSchemaOf(session);
    await session.close();
    expect([
      lines.filter((line) => /_migrations|flyway_schema_history|drizzle /.test(line)),
      lines.filter((line) => /^relation public.fly_v /.test(line)).length,
    ]).toEqual([[], 1]);
  });
});

describe("what goes wrong", () => {
  it("leaves nothing behind when a migration fails inside its transaction", async () => {
    await write({
      "20250101000000_x.sql":
        "-- migrate:up\nCREATE TABLE never (x int); SELECT 1/0;\n-- migrate:down\nDROP TABLE never;\n",
    });
    await bench.sql("owner", "DROP TABLE IF EXISTS schema_migrations");
    await expect(apply("20250101000000_x")).rejects.toMatchObject({ code: "sql" });
    expect([await rows("SELECT pg_catalog.to_regclass('schema_migrations')"), await states()]).toEqual([
      [[null]],
      ["20250101000000_x pending"],
    ]);
  });

  it("refuses what the tool applied meanwhile, and a folder without the file", async () => {
    await write({ "20260101000000_y.sql": "-- migrate:up\nCREATE TABLE y (x int);\n" });
    const { id } = await bench.approve("20260101000000_y");
    await bench.sql("owner", "CREATE TABLE schema_migrations (version varchar PRIMARY KEY)");
    await bench.sql("owner", "INSERT INTO schema_migrations VALUES ('20260101000000')");
    await expect(bench.apply(id)).rejects.toMatchObject({ code: "conflict" });
    await bench.sql("owner", "DELETE FROM schema_migrations");
    const file = join(bench.folder, "20260101000000_y.sql");
    const content = await readFile(file, "utf8");
    await rm(file);
    await write({ "20270101000000_z.sql": "-- migrate:up\nSELECT 1;\n" });
    await expect(bench.apply(id)).rejects.toMatchObject({ code: "refused" });
    await writeFile(file, content);
    await bench.apply(id);
    expect((await states())[0]).toBe("20260101000000_y applied");
  });

  it("says that states are not known when the table may not be read", async () => {
    await write({
      "20260101000000_y.sql": "-- migrate:up\nSELECT 1;\n",
      "20280101000000_w.sql": "-- migrate:up\nSELECT 1;\n",
    });
    await bench.sql("admin", "ALTER TABLE schema_migrations OWNER TO CURRENT_USER");
    const found = await folder();
    expect([found.history.state, found.migrations.map(({ state }) => state)]).toEqual([
      "unreadable",
      expect.arrayContaining(["unknown"]),
    ]);
  });
});
