import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { prepareScript } from "../script/prepare-script.ts";
import { noCost } from "./measuring/observe-backend.ts";
import { runPass } from "./run-pass.ts";

let test: TestDatabase;
let runner: OwnedSession;
let observer: OwnedSession;
beforeAll(async () => {
  test = await createTestDatabase();
  runner = await openSession(test.parameters, { purpose: "rehearsal" });
  observer = await openSession(test.parameters, { purpose: "rehearsal observer" });
});
afterAll(async () => {
  await runner.close();
  await observer.close();
  await test.close();
});

/** Runs a script as the up pass and gives each statement's locks (`mode relation`), rewrites, scans and rows. */
async function measure(sql: string) {
  const statements = await prepareScript(sql);
  const sessions = { runner, observer, signal: new AbortController().signal, started: () => undefined, cost: noCost() };
  const measured = await runPass(sessions, "up", [{ migrationId: "0001_x", direction: "up", statements }]);
  return measured.map(({ locks, rewrites, scans, rows, error }) => ({
    locks: locks.map(({ mode, relation }) => `${mode} ${relation.replace("public.", "")}`),
    rewrites: rewrites.map((name) => name.replace("public.", "")),
    scans: scans?.map((name) => name.replace("public.", "")),
    rows,
    error: error?.message ?? null,
  }));
}

beforeAll(async () => {
  for (const sql of [
    "CREATE TABLE parent (id int PRIMARY KEY)",
    "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(10), p int)",
    "INSERT INTO t SELECT n, n, n::text FROM generate_series(1, 500) n",
    "CREATE TABLE parted (id int) PARTITION BY RANGE (id)",
  ])
    await runner.execute(sql);
});

const quiet = { locks: [], rewrites: [], scans: [], rows: null, error: null };

describe("what is measured is what the server does", () => {
  it("a foreign key locks both tables and scans the child", async () => {
    expect(await measure("ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES parent")).toEqual([
      {
        ...quiet,
        locks: ["RowShare parent", "ShareRowExclusive parent", "ShareRowExclusive t"],
        scans: expect.arrayContaining(["t"]),
      },
    ]);
    expect(await measure("ALTER TABLE t DROP CONSTRAINT f")).toEqual([
      { ...quiet, locks: ["AccessExclusive parent", "AccessExclusive t"] },
    ]);
  });

  it("a new table that references another locks that one, and its own locks are not shown", async () => {
    expect(await measure("CREATE TABLE child (p int REFERENCES parent)")).toEqual([
      { ...quiet, locks: ["ShareRowExclusive parent"] },
    ]);
  });

  it("a new partition locks its parent from everybody", async () => {
    expect(await measure("CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (2)")).toEqual([
      { ...quiet, locks: ["AccessExclusive parted"] },
    ]);
  });

  it("a longer varchar rewrites nothing, a shorter one rewrites all", async () => {
    const [longer] = await measure("ALTER TABLE t ALTER b TYPE varchar(20)");
    const [shorter] = await measure("ALTER TABLE t ALTER b TYPE varchar(9)");
    expect([longer?.rewrites, longer?.scans, shorter?.rewrites, shorter?.scans]).toEqual([[], [], ["t"], ["t"]]);
  });

  it("a volatile default rewrites, a steady one does not", async () => {
    const steps = await measure(
      "ALTER TABLE t ADD c timestamptz DEFAULT now();\nALTER TABLE t ADD d float8 DEFAULT random()",
    );
    expect(steps.map(({ rewrites }) => rewrites)).toEqual([[], ["t"]]);
  });

  it("counts rows, and shows a lock once in a transaction", async () => {
    const steps = await measure("UPDATE t SET a = a + 1 WHERE id <= 100;\nDELETE FROM t WHERE id = 1");
    expect(steps.map(({ locks, rows }) => [rows, locks.filter((lock) => lock.endsWith(" t"))])).toEqual([
      [100, ["RowExclusive t"]],
      [1, []],
    ]);
  });

  it("a truncated table has another file", async () => {
    const [step] = await measure("TRUNCATE t");
    expect([step?.locks.includes("AccessExclusive t"), step?.rewrites]).toEqual([true, ["t"]]);
  });

  it("ends at a failing statement, and forgets settings and locks of a script before the next", async () => {
    const steps = await measure(
      "SET work_mem = '9MB';\nALTER TABLE t ADD e int;\nSELECT 1 / 0;\nALTER TABLE t ADD g int",
    );
    expect(steps.map(({ error }) => error)).toEqual([null, null, "division by zero"]);
    const [next] = await measure("ALTER TABLE t ADD e int DEFAULT current_setting('work_mem')::text::int");
    expect(next?.error).toMatch(/"4MB"/);
  });

  it("a deferred constraint that fails at the end is the failure of the last statement", async () => {
    const steps = await measure(
      "CREATE TABLE late (p int REFERENCES parent DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO late VALUES (7)",
    );
    expect(steps.map(({ error }) => error === null)).toEqual([true, false]);
  });
});
