import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLedgerBench, type LedgerBench } from "../testing/ledger-bench.ts";

let bench: LedgerBench;
const states = (request: Awaited<ReturnType<LedgerBench["read"]>>) => [
  request.state,
  ...request.applications.map(
    ({ direction, outcome, statements }) =>
      `${direction} ${outcome}: ${statements.map(({ state }) => state).join(" ")}`,
  ),
];
const exists = async (relation: string) =>
  (await bench.sql("admin", `SELECT to_regclass('${relation}') IS NOT NULL`)).rows[0]?.[0] === "t";
const isValid = async (index: string) =>
  (await bench.sql("admin", `SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('${index}')`))
    .rows[0]?.[0] ?? null;
/** Waits until a backend of an application runs this. */
const runs = (sql: string) =>
  expect
    .poll(
      async () =>
        (
          await bench.sql(
            "admin",
            `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'Steward apply%' AND query LIKE '${sql}%' AND state = 'active'`,
          )
        ).rowCount,
      { timeout: 10_000 },
    )
    .toBe(1);
const killApply = () =>
  bench.sql(
    "admin",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'Steward apply%'",
  );

beforeAll(async () => {
  bench = await createLedgerBench();
  await bench.sql("owner", "CREATE TABLE big (id int, kind text)");
  await bench.sql("owner", "INSERT INTO big SELECT n, n::text FROM generate_series(1, 1000) n");
});
afterAll(() => bench.close());

describe("a statement that fails", () => {
  it("takes its transaction with it, says which it was, and can be tried again", async () => {
    await bench.write(
      "0001_twice",
      "CREATE TABLE one (x int);\nCREATE TABLE two (x int);",
      "DROP TABLE two;\nDROP TABLE one;",
    );
    await bench.sql("owner", "CREATE TABLE two (x int)");
    const { id } = await bench.approve("0001_twice");
    await expect(bench.apply(id)).rejects.toMatchObject({
      code: "sql",
      message: '0001_twice, statement 2 of 2: relation "two" already exists',
    });
    const failed = await bench.read(id);
    expect([states(failed), failed.applications[0]?.failedStatement, await exists("one")]).toEqual([
      ["failed", "up failed: started failed"],
      1,
      false,
    ]);
    await bench.sql("owner", "DROP TABLE two");
    expect(states(await bench.apply(id))).toEqual(["applied", "up failed: started failed", "up done: done done"]);
    const owners = await bench.sql(
      "admin",
      "SELECT DISTINCT tableowner FROM pg_tables WHERE tablename IN ('one', 'two')",
    );
    expect(owners.rows).toEqual([[bench.test.parameters.user]]);
  });

  it("leaves what stood before it in other segments, with the settings, and goes on after it", async () => {
    await bench.write(
      "0002_parts",
      "SET work_mem = '7MB';\nCREATE TABLE part (x int);\nCREATE INDEX CONCURRENTLY part_idx ON part (x);\nINSERT INTO part SELECT current_setting('work_mem')::text::int;\nSELECT 1;",
      "DROP TABLE part;",
    );
    const { id } = await bench.approve("0002_parts");
    await expect(bench.apply(id)).rejects.toMatchObject({ message: /statement 4 of 5: invalid input syntax/ });
    expect(states(await bench.read(id))).toEqual(["failed", "up failed: done done done failed"]);
    await bench.sql("owner", "ALTER TABLE part ALTER x TYPE text");
    await expect(bench.apply(id)).rejects.toMatchObject({ message: /"7MB"/ });
    expect(states(await bench.rollBack(id)).slice(-2)).toEqual(["up failed: failed", "down done: done"]);
    expect([await exists("part"), (await bench.read(id)).state]).toEqual([false, "rolledBack"]);
  });

  it("keeps the role that the script sets, also over the ledger's own rows", async () => {
    await bench.sql("owner", "CREATE SCHEMA guests");
    const guest = bench.test.roleName("guest");
    await bench.sql("admin", `GRANT ${guest} TO "${bench.test.parameters.user}"`);
    await bench.sql("owner", `GRANT ALL ON SCHEMA guests TO ${guest}`);
    await bench.write(
      "0020_role",
      `SET ROLE ${guest};\nCREATE TABLE guests.one (x int);\nCREATE INDEX CONCURRENTLY one_idx ON guests.one (x);\nCREATE TABLE guests.two (x int);`,
      null,
    );
    const { id } = await bench.approve("0020_role");
    expect((await bench.apply(id)).state).toBe("applied");
    const owners = await bench.sql("admin", "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'guests'");
    expect(owners.rows).toEqual([[guest]]);
    await bench.sql("admin", "DROP SCHEMA guests CASCADE");
  });

  it("cannot leave its transaction half done when a deferred constraint fails at the end", async () => {
    await bench.write(
      "0003_deferred",
      "CREATE TABLE parent (id int PRIMARY KEY);\nCREATE TABLE child (p int REFERENCES parent DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO child VALUES (1);",
      "DROP TABLE child;\nDROP TABLE parent;",
    );
    const { id } = await bench.approve("0003_deferred");
    await expect(bench.apply(id)).rejects.toMatchObject({ message: /statement 3 of 3: .*violates foreign key/ });
    expect([states(await bench.read(id)), await exists("parent")]).toEqual([
      ["failed", "up failed: started started failed"],
      false,
    ]);
  });
});

describe("locks", () => {
  it("are tried again, and given up with nothing done", async () => {
    await bench.write("0004_lock", "ALTER TABLE big ADD COLUMN extra int;", "ALTER TABLE big DROP COLUMN extra;");
    const options = { lockTimeoutMs: 100, statementTimeoutMs: 0, lockTries: 2 };
    const submit = {
      connectionId: bench.connectionId,
      migrationIds: ["0004_lock"],
      role: "mara",
      title: "x",
      description: "",
    };
    const context = { signal: new AbortController().signal, report: () => undefined, clientId: "test" };
    const { id, hash } = await bench.handlers["changes.submit"]({ ...submit, options }, context);
    await bench.handlers["changes.approve"](
      { connectionId: bench.connectionId, id, role: "deniz", expectedHash: hash, comment: "" },
      context,
    );
    const blocker = await bench.session("owner", "blocker");
    await blocker.execute("BEGIN");
    await blocker.execute("LOCK TABLE big IN ACCESS SHARE MODE");
    await expect(bench.apply(id)).rejects.toMatchObject({
      code: "timeout",
      message: "0004_lock, statement 1 of 1: the lock was not to be had within 100 ms, in 2 tries.",
      details: { postgres: { sqlstate: "55P03" } },
    });
    expect(states(await bench.read(id))).toEqual(["failed", "up failed: failed"]);
    const again = bench.apply(id);
    setTimeout(() => void blocker.execute("COMMIT"), 250);
    expect(states(await again)).toEqual(["applied", "up failed: failed", "up done: done"]);
    await blocker.close();
  });

  it("let one of two appliers through and name it to the other", async () => {
    await bench.write("0005_race", "SELECT pg_sleep(0.5);\nCREATE TABLE race (x int);", "DROP TABLE race;");
    const { id } = await bench.approve("0005_race");
    const attempts = await Promise.allSettled([1, 2, 3, 4].map(() => bench.apply(id)));
    const refused = attempts.filter((attempt) => attempt.status === "rejected").map(({ reason }) => reason);
    expect(refused.map(({ code }) => code)).toEqual(["conflict", "conflict", "conflict"]);
    expect(refused[0]?.message).toMatch(/^mara_\w+ \(backend \d+, “Steward apply [0-9a-f]{8}”\) is applying/);
    expect(states(await bench.read(id))).toEqual(["applied", "up done: done done"]);
  });
});

describe("an application that is cut off", () => {
  it("in a transaction is interrupted, with nothing of it done, and goes on", async () => {
    await bench.write("0006_cut", "CREATE TABLE cut (x int);\nSELECT pg_sleep(30);", "DROP TABLE cut;");
    const { id } = await bench.approve("0006_cut");
    const applying = bench.apply(id).catch((error: unknown) => error);
    await runs("SELECT pg_sleep");
    expect((await bench.read(id)).state).toBe("applying");
    await killApply();
    expect(await applying).toMatchObject({ code: "connectionLost", message: /^0006_cut, statement 2 of 2/ });
    expect([states(await bench.read(id)), await exists("cut")]).toEqual([
      ["interrupted", "up interrupted: started started"],
      false,
    ]);
    const cancel = new AbortController();
    const again = bench.apply(id, cancel.signal).catch((error: unknown) => error);
    await runs("SELECT pg_sleep");
    cancel.abort();
    expect(await again).toMatchObject({ code: "cancelled" });
    expect(states(await bench.read(id))).toEqual([
      "failed",
      "up interrupted: started started",
      "up cancelled: started started",
    ]);
  });

  it("while it builds an index leaves an invalid one, which the next apply removes and builds again", async () => {
    await bench.write(
      "0007_index",
      "CREATE INDEX CONCURRENTLY big_kind_idx ON big (kind);",
      "DROP INDEX CONCURRENTLY big_kind_idx;",
    );
    const { id } = await bench.approve("0007_index");
    const blocker = await bench.session("owner", "blocker");
    await blocker.execute("BEGIN");
    await blocker.execute("INSERT INTO big VALUES (0, 'open')");
    const applying = bench.apply(id).catch((error: unknown) => error);
    await runs("CREATE INDEX CONCURRENTLY");
    await expect.poll(() => isValid("big_kind_idx")).toBe("f");
    await killApply();
    expect(await applying).toMatchObject({ code: "connectionLost" });
    await blocker.execute("COMMIT");
    await blocker.close();
    expect([states(await bench.read(id)), await isValid("big_kind_idx")]).toEqual([
      ["interrupted", "up interrupted: started"],
      "f",
    ]);
    const applied = await bench.apply(id);
    expect([states(applied), await isValid("big_kind_idx")]).toEqual([
      ["applied", "up interrupted: started", "up done: done"],
      "t",
    ]);
  });

  it("after the index was built but before it was recorded is taken as done", async () => {
    await bench.write(
      "0008_index",
      "CREATE INDEX CONCURRENTLY big_id_idx ON public.big (id);",
      "DROP INDEX CONCURRENTLY big_id_idx;",
    );
    const { id } = await bench.approve("0008_index");
    const mara = await bench.session("mara", "apply by hand");
    await mara.execute("SELECT pg_advisory_lock(1398031703, 1)");
    const run = "00000000-0000-4000-8000-000000000008";
    await mara.execute(`SELECT steward.start_application('${run}', '${id}', '0008_index', 'up')`);
    const row = { index: 0, state: "started", isTransactional: false, sha256: "x" };
    await mara.execute("SELECT steward.record_statements($1, $2)", [run, JSON.stringify([row])]);
    await mara.execute(`SET ROLE "${bench.test.parameters.user}"`);
    await mara.execute("CREATE INDEX CONCURRENTLY big_id_idx ON public.big (id)");
    await mara.close();
    await expect.poll(async () => (await bench.read(id)).state).toBe("interrupted");
    expect(states(await bench.apply(id))).toEqual(["applied", "up interrupted: started", "up done: done"]);
  });

  it("is found again in an index that IF NOT EXISTS would have passed over", async () => {
    await bench.sql("admin", "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'big_id_idx'::regclass");
    await bench.write("0009_index", "CREATE INDEX CONCURRENTLY IF NOT EXISTS big_id_idx ON big (id);", null);
    const { id } = await bench.approve("0009_index");
    await expect(bench.apply(id)).rejects.toMatchObject({ code: "conflict", message: /invalid/ });
    expect((await bench.read(id)).state).toBe("failed");
  });
});

describe("rolling back", () => {
  it("runs the down scripts last first, and refuses where there is none", async () => {
    await bench.write("0010_first", "CREATE TABLE first_one (x int);", "DROP TABLE first_one;");
    await bench.write("0011_second", "CREATE VIEW second_one AS SELECT * FROM first_one;", "DROP VIEW second_one;");
    const both = await bench.approve("0010_first", "0011_second");
    await expect(bench.rollBack(both.id)).rejects.toMatchObject({ code: "conflict" });
    await bench.apply(both.id);
    const rolledBack = await bench.rollBack(both.id);
    expect(rolledBack.applications.map(({ migrationId, direction }) => `${migrationId} ${direction}`)).toEqual([
      "0010_first up",
      "0011_second up",
      "0011_second down",
      "0010_first down",
    ]);
    await bench.write("0012_no_down", "CREATE TABLE stays (x int);", null);
    const { id } = await bench.approve("0012_no_down");
    await bench.apply(id);
    await expect(bench.rollBack(id)).rejects.toMatchObject({
      code: "refused",
      message: "0012_no_down has no down script.",
    });
  });

  it("leaves a chain that verifies", async () => {
    const context = { signal: new AbortController().signal, report: () => undefined, clientId: "test" };
    const found = await bench.handlers["changes.verify"]({ connectionId: bench.connectionId }, context);
    expect(found).toMatchObject({ isIntact: true });
  });
});
