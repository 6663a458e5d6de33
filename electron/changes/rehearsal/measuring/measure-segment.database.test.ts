import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../../../postgres/connect.ts";
import type { OwnedSession } from "../../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../../testing/test-database.ts";
import { prepareScript } from "../../script/prepare-script.ts";
import { runPass } from "../run-pass.ts";
import { noCost } from "./observe-backend.ts";

let test: TestDatabase;
let runner: OwnedSession;
let observer: OwnedSession;
let other: OwnedSession;
const cost = noCost();

beforeAll(async () => {
  test = await createTestDatabase();
  const open = (purpose: string) => openSession(test.parameters, { purpose });
  [runner, observer, other] = [await open("rehearsal"), await open("rehearsal observer"), await open("nightly job")];
  for (const sql of [
    "CREATE TABLE t (id int PRIMARY KEY, a int)",
    "INSERT INTO t SELECT n, n FROM generate_series(1, 500) n",
    // An index over it is built so slowly that whoever looks from beside cannot miss it.
    `CREATE FUNCTION slow(int) RETURNS int LANGUAGE plpgsql IMMUTABLE
     AS 'BEGIN PERFORM pg_catalog.pg_sleep(0.001); RETURN $1; END'`,
  ])
    await runner.execute(sql);
});
afterAll(async () => {
  for (const session of [runner, observer, other]) await session.close();
  await test.close();
});

const measure = async (sql: string) => {
  const sessions = { runner, observer, signal: new AbortController().signal, started: () => undefined, cost };
  const statements = await prepareScript(sql);
  return await runPass(sessions, "up", [{ migrationId: "0001_x", direction: "up", statements }]);
};

describe("beside the time", () => {
  it("a lock is held from its statement to the end of the transaction", async () => {
    const [lock, sleep, alone] = await measure(
      "LOCK t IN SHARE MODE; SELECT pg_sleep(0.1); CREATE INDEX CONCURRENTLY t_a ON t (slow(a))",
    );
    const [held] = lock?.locks ?? [];
    const heldMs = (held?.toMs ?? 0) - (held?.fromMs ?? 0);
    expect([held?.mode, held?.relation]).toEqual(["Share", "public.t"]);
    expect(heldMs).toBeGreaterThan(95);
    expect(sleep?.locks).toEqual([]);
    expect(held?.toMs).toBeLessThanOrEqual(alone?.startMs ?? 0);
    expect(alone?.locks.map(({ mode, relation }) => `${mode} ${relation}`)).toContain("ShareUpdateExclusive public.t");
    expect(cost).toEqual({
      samples: expect.any(Number),
      busyMs: expect.any(Number),
      longestGapMs: expect.any(Number),
      measuringMs: expect.any(Number),
    });
    expect(cost.samples).toBeGreaterThan(5);
  });

  it("who stands in the way is named, and for how long", async () => {
    await other.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
    await other.execute("SELECT count(*) FROM t");
    const building = measure("CREATE INDEX CONCURRENTLY t_a2 ON t (a)");
    await waitForLock();
    await other.execute("COMMIT");
    const [built] = await building;
    const waited = built?.waits?.find(({ event }) => event.startsWith("Lock: "));
    expect([built?.error, waited?.event, waited?.blockedBy]).toEqual([
      null,
      "Lock: virtualxid",
      [expect.stringMatching(/^Steward nightly job \(/)],
    ]);
    expect(waited?.lastedMs).toBeGreaterThan(0);
  });

  it("log of changes, temporary files and notices are counted", async () => {
    const [insert, sorted] = await measure(
      `INSERT INTO t SELECT n, n FROM generate_series(501, 2000) n;
       DO $$ BEGIN SET LOCAL work_mem = '64kB'; RAISE NOTICE 'sorting <b>now</b>';
         PERFORM count(*) FROM (SELECT n FROM generate_series(1, 20000) n ORDER BY -n OFFSET 0) s; END $$`,
    );
    expect(insert?.walBytes).toBeGreaterThan(1500 * 32);
    expect(insert?.tempBytes).toBeNull();
    expect(sorted?.notices).toEqual(["NOTICE: sorting <b>now</b>"]);
    const version = Number((await runner.query("SHOW server_version_num")).rows[0]?.[0]);
    if (version < 150000) expect(sorted?.tempBytes).toBeNull();
    else expect(sorted?.tempBytes).toBeGreaterThan(100_000);
  });

  it("a statement that fails in a transaction has the locks that it was waiting with", async () => {
    await other.execute("BEGIN");
    await other.execute("LOCK t IN ACCESS SHARE MODE");
    const [, failed] = await measure("SET LOCAL lock_timeout = '150ms'; ALTER TABLE t ADD b int");
    await other.execute("ROLLBACK");
    expect([failed?.error?.postgres?.sqlstate, failed?.waits?.map(({ event }) => event)]).toEqual([
      "55P03",
      ["Lock: relation"],
    ]);
  });
});

async function waitForLock(): Promise<void> {
  const waits = "SELECT count(*) FROM pg_locks WHERE locktype = 'virtualxid' AND NOT granted";
  for (let tries = 0; tries < 500; tries++) {
    if ((await other.query(waits)).rows[0]?.[0] !== "0") break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await new Promise((resolve) => setTimeout(resolve, 60));
}
