import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../../../postgres/connect.ts";
import type { OwnedSession } from "../../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../../testing/test-database.ts";
import { prepareScript } from "../../script/prepare-script.ts";
import { lintCase } from "../testing/lint-corpus.ts";
import { readLintCatalog } from "./read-lint-catalog.ts";

let test: TestDatabase;
let session: OwnedSession;
beforeAll(async () => {
  test = await createTestDatabase();
  session = await openSession(test.parameters, { purpose: "lint" });
  const setup = `CREATE SCHEMA app;
    CREATE TABLE app.plans (id bigint PRIMARY KEY);
    CREATE DOMAIN app.amount AS numeric(10, 2);
    CREATE TABLE app.runs (id bigint, plan bigint REFERENCES app.plans, name varchar(20), price numeric(10, 2),
      at timestamp, sum app.amount, note text CHECK (note <> ''), known int CHECK (known IS NOT NULL));
    INSERT INTO app.runs (id, name, note, known) SELECT n, 'x', 'y', 1 FROM generate_series(1, 1000) n;
    CREATE UNIQUE INDEX runs_key ON app.runs (id);
    CREATE INDEX runs_plan ON app.runs (plan);
    CREATE VIEW app.names AS SELECT name FROM app.runs;
    CREATE FUNCTION app.count_runs() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM app.runs';
    CREATE TABLE app.empty (a int);
    CREATE TABLE app.parted (a int) PARTITION BY RANGE (a);
    CREATE FUNCTION app.steady() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
    CREATE TABLE "we;ird" ("a""b" int);
    INSERT INTO "we;ird" VALUES (1);
    ANALYZE`;
  for (const { sql } of await prepareScript(setup)) await session.execute(sql);
});
afterAll(async () => {
  await session.close();
  await test.close();
});

/** Findings of a script against the database, without the rules that look at taste. */
async function lint(sql: string) {
  const known = await readLintCatalog(session, await prepareScript(sql));
  return await lintCase({ code: "", options: [], sql }, known);
}

async function codes(sql: string) {
  return (await lint(sql)).filter(({ severity }) => severity !== "info").map(({ code }) => code);
}

describe("with a database", () => {
  it("a change of type is judged by the old type", async () => {
    const quiet = [
      "name TYPE varchar(30)",
      "name TYPE text",
      "name TYPE text USING name::text",
      "price TYPE numeric(12, 2)",
      "price TYPE numeric",
      "at TYPE timestamp(6)",
    ];
    const loud = [
      "name TYPE varchar(10)",
      "price TYPE numeric(12, 3)",
      "at TYPE timestamp(3)",
      "id TYPE int",
      "name TYPE text USING lower(name)",
    ];
    const judge = (change: string) => codes(`ALTER TABLE app.runs ALTER ${change}`);
    expect(await Promise.all(quiet.map(judge))).toEqual(quiet.map(() => []));
    expect(await Promise.all(loud.map(judge))).toEqual(loud.map(() => ["change-column-type"]));
    expect(await judge("note TYPE varchar")).toEqual(["change-type-checked-column"]);
  });

  it("the session's zone decides about timestamps", async () => {
    await session.execute("SET TimeZone = 'UTC'");
    expect(await codes("ALTER TABLE app.runs ALTER at TYPE timestamptz")).toEqual([]);
    await session.execute("SET TimeZone = 'Europe/Berlin'");
    expect(await codes("ALTER TABLE app.runs ALTER at TYPE timestamptz")).toEqual(["change-column-type"]);
  });

  it("nothing is found on an empty table, and what stands already is not found again", async () => {
    expect(await codes("CREATE INDEX i ON app.empty (a)")).toEqual([]);
    expect(await codes("ALTER TABLE app.empty ALTER a SET NOT NULL")).toEqual([]);
    expect(await codes("ALTER TABLE app.runs ALTER known SET NOT NULL")).toEqual([]);
    expect(await codes("ALTER TABLE app.plans ALTER id SET NOT NULL")).toEqual([]);
    expect(await codes("DROP TABLE app.empty")).toEqual(["drop-table"]);
    expect(
      await codes("ALTER TABLE app.runs ADD CONSTRAINT f FOREIGN KEY (plan) REFERENCES app.plans NOT VALID"),
    ).toEqual([]);
  });

  it("says how large the table is and how long that blocks, from what", async () => {
    const [found] = await lint("CREATE INDEX i ON app.runs (name)");
    expect([found?.message, found?.evidence.estimatedRows]).toEqual([
      expect.stringMatching(/^Writes to app.runs wait .* Blocks writes of app.runs, \d+ kB, for less than a second\.$/),
      1000,
    ]);
    expect(found?.evidence.estimatedFrom).toMatch(/^\d+ kB at 60 MB a second, an assumption$/);
  });

  it("names who uses what goes away", async () => {
    const message = async (sql: string, code: string) => (await lint(sql)).find((one) => one.code === code)?.message;
    expect(await message("DROP TABLE app.runs", "drop-table")).toContain(
      "used by function app.count_runs, view app.names.",
    );
    expect(await message("DROP TABLE app.plans", "drop-table")).toContain("Foreign keys of app.runs lead here.");
    expect(await message("ALTER TABLE app.runs DROP COLUMN name", "drop-column")).toContain("used by view app.names.");
    expect(await message("DROP INDEX app.runs_plan", "drop-index-blocking")).toContain("its table, app.runs,");
    expect(await message("ALTER TABLE app.runs DROP CONSTRAINT runs_plan_fkey", "drop-constraint-fk")).toContain(
      "app.plans",
    );
    expect(
      await message("ALTER DOMAIN app.amount ADD CONSTRAINT c CHECK (VALUE > 0)", "domain-add-constraint"),
    ).toContain("(app.runs)");
  });

  it("knows functions, kinds of tables and nullable keys", async () => {
    expect(await codes("ALTER TABLE app.runs ADD x int DEFAULT app.steady()")).toEqual([]);
    expect(await codes("CREATE INDEX CONCURRENTLY i ON app.parted (a)")).toContain("cic-on-partitioned");
    expect(await codes("ALTER TABLE app.runs ADD CONSTRAINT k PRIMARY KEY USING INDEX runs_key")).toEqual([
      "pk-using-index-nullable",
    ]);
    expect(await codes('CREATE INDEX i ON "we;ird" ("a""b")')).toEqual(["create-index-blocking"]);
    expect(await codes("CREATE INDEX i ON no_such_table (a)")).toEqual(["create-index-blocking"]);
  });

  it("knows whose table it is", async () => {
    const admin = await openSession(test.adminParameters, { purpose: "test" });
    await admin.execute("CREATE TABLE app.theirs (a int)");
    await admin.close();
    expect(await codes("ALTER TABLE app.theirs ADD b int")).toEqual(["ownership"]);
  });
});
