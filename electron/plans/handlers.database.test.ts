import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { PlanMode } from "../../shared/plans/running/model.ts";
import type { ParameterGiven } from "../../shared/sql/parameters/bind-parameters.ts";
import { parserInPlace } from "../sql/parser/sql-parser.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createPlansHandlers } from "./handlers.ts";
import { corpusSchema } from "./testing/plan-corpus.ts";

let test: TestDatabase;
let folder: string;
const context = (signal = new AbortController().signal) => ({ signal, report: () => undefined, clientId: "test" });
const locked = new AppError("readOnly", "Production is read-only.");
const handlers = () =>
  createPlansHandlers({
    databases: test.databases,
    parser: parserInPlace,
    plansFolder: join(folder, "plans"),
    refuseWrite: async () => locked,
    forkOf: async () => null,
  });
const usual = { place: "here", confirmedEffects: [], runs: 1, serialize: null } as const;
const run = (sql: string, mode: PlanMode = "analyze", timeoutMs = 30_000, parameters: readonly ParameterGiven[] = []) =>
  handlers()["plans.run"](
    { ...usual, confirmedEffects: [], ref: test.ref, sql, mode, timeoutMs, parameters: [...parameters] },
    context(),
  );
const write = (sql: string) => test.databases.write(test.ref, { purpose: "test" }, (session) => session.execute(sql));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-plans-"));
  test = await createTestDatabase();
  for (const sql of corpusSchema) await write(sql);
  await write("CREATE SEQUENCE counter");
  await write("ALTER TABLE item SET (autovacuum_enabled = off)");
  await write("VACUUM ANALYZE");
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

describe("running a plan", () => {
  it("finds the missing index, with DDL that makes the plan better", async () => {
    const sql = "SELECT * FROM orders WHERE status = 'failed' AND created_at > '2026-01-05' ORDER BY created_at DESC";
    const before = await run(sql);
    const [finding] = before.findings;
    expect(finding).toMatchObject({
      code: "missing-index",
      fix: {
        sql: "CREATE INDEX CONCURRENTLY orders_status_created_at_idx\n  ON public.orders (status, created_at DESC);",
        downSql: "DROP INDEX CONCURRENTLY IF EXISTS public.orders_status_created_at_idx;",
        transactional: false,
      },
    });
    expect(before.context.relations).toMatchObject([
      {
        schema: "public",
        name: "orders",
        estimatedRows: 120_000,
        columnTypes: { doc: "jsonb" },
        indexes: [{ name: "orders_pkey" }],
      },
    ]);
    await write(finding?.fix?.sql ?? "");
    const after = await run(sql);
    expect(after.plans[0]?.nodes.map((node) => node.index)).toContain("orders_status_created_at_idx");
    expect(after.findings.map((one) => one.code)).not.toContain("missing-index");
    await write(finding?.fix?.downSql ?? "");
  });

  it("advises an index on the value taken out of JSONB, and a GIN index for containment", async () => {
    const text = await run("SELECT count(*) FROM orders WHERE doc ->> 'code' = 'E7'");
    const contains = await run(`SELECT count(*) FROM orders WHERE doc @> '{"code": "E8"}'`);
    expect(
      [text, contains].map(({ findings }) => findings.find((one) => one.code === "jsonb-without-index")?.fix?.sql),
    ).toEqual([
      "CREATE INDEX CONCURRENTLY orders_doc_code_idx\n  ON public.orders ((doc ->> 'code'));",
      "CREATE INDEX CONCURRENTLY orders_doc_idx\n  ON public.orders USING gin (doc jsonb_path_ops);",
    ]);
    for (const { findings } of [text, contains]) {
      const fix = findings.find((one) => one.code === "jsonb-without-index")?.fix;
      await write(fix?.sql ?? "");
      await write(fix?.downSql ?? "");
    }
  });

  it("foresees that a delete checks a foreign key without index, and does not run it", async () => {
    const { findings, plans } = await run("DELETE FROM orders WHERE id = 7", "estimate");
    expect(findings.find((one) => one.code === "missing-foreign-key-index")).toMatchObject({
      subject: "public.item.item_order_id_fkey",
      fix: { sql: "CREATE INDEX CONCURRENTLY item_order_id_idx\n  ON public.item (order_id);" },
    });
    expect(plans[0]?.isAnalyzed).toBe(false);
    expect((await write("SELECT count(*) FROM orders WHERE id = 7")).rows).toEqual([["1"]]);
  });

  it.each([
    ["DELETE FROM item", "refused"],
    ["WITH gone AS (DELETE FROM item RETURNING 1) SELECT count(*) FROM gone", "refused"],
    ["SELECT * FROM item FOR UPDATE", "refused"],
    ["SELECT nextval('counter')", "readOnly"],
    ["SELECT 1; COMMIT; DELETE FROM item", "invalidInput"],
    ["VACUUM item", "invalidInput"],
    ["EXPLAIN (ANALYZE, BUFFERS) DELETE FROM item", "refused"],
    ["-- nothing", "invalidInput"],
    ["SELEC 1", "sql"],
  ])("ANALYZE of %s is an error: %s", async (sql, code) => {
    await expect(run(sql)).rejects.toMatchObject({ code });
    expect((await write("SELECT count(*) > 0 FROM item")).rows).toEqual([["t"]]);
  });

  it("takes parameters, plans with their values, and tells places in the text that was written", async () => {
    const given = [{ key: ":id", value: "7" }];
    const { plans, sql, fingerprint } = await run("EXPLAIN SELECT * FROM orders WHERE id = :id", "analyze", 0, given);
    expect([plans[0]?.isAnalyzed, sql]).toEqual([true, "SELECT * FROM orders WHERE id = :id"]);
    expect(
      (await run("SELECT * FROM orders WHERE id = $1", "estimate", 0, [{ key: "$1", value: "8" }])).fingerprint,
    ).toBe(fingerprint);
    const wrong = "-- first\nSELECT :id::int, :id, nothing FROM orders";
    await expect(run(wrong, "analyze", 0, given)).rejects.toMatchObject({
      details: { postgres: { position: wrong.indexOf("nothing") + 1 } },
    });
    await expect(run("SELECT :id, :other", "analyze", 0, given)).rejects.toMatchObject({ code: "invalidInput" });
  });

  it("counts positions of errors in the text that was given", async () => {
    const sql = "-- first\nSELECT nothing FROM orders;";
    await expect(run(sql)).rejects.toMatchObject({ details: { postgres: { position: sql.indexOf("nothing") + 1 } } });
  });

  it("ends with its time-out, and with its signal", async () => {
    await expect(run("SELECT pg_sleep(30)", "analyze", 100)).rejects.toMatchObject({ code: "timeout" });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);
    const slow = handlers()["plans.run"](
      {
        ...usual,
        confirmedEffects: [],
        ref: test.ref,
        sql: "SELECT pg_sleep(30)",
        mode: "analyze",
        timeoutMs: 0,
        parameters: [],
      },
      context(controller.signal),
    );
    await expect(slow).rejects.toMatchObject({ code: "cancelled" });
  });

  it("leaves no session lock behind, even of a statement that failed", async () => {
    await run("SELECT pg_advisory_lock(41)");
    await expect(run("SELECT pg_advisory_lock(42), 1 / 0")).rejects.toMatchObject({ code: "sql" });
    expect((await write("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")).rows).toEqual([["0"]]);
  });
});

describe("kept plans", () => {
  it("are found by their statement, whatever its constants and blanks, and opened again as they were", async () => {
    const first = await run("SELECT count(*) FROM customer WHERE id < 10");
    const second = await run("select  count(*)\nfrom customer where id < 999 -- more");
    const list = await handlers()["plans.history"](
      {
        connectionId: test.ref.connectionId,
        sql: "SELECT count(*) FROM customer WHERE id < 1",
        fingerprint: null,
        limit: 10,
      },
      context(),
    );
    expect(list.map((summary) => summary.id)).toEqual([second.id, first.id]);
    expect(await handlers()["plans.open"]({ id: first.id }, context())).toEqual(first);
  });

  it("that are gone are not found, and nothing else is left in the folder", async () => {
    await expect(handlers()["plans.open"]({ id: "2026-nothing" }, context())).rejects.toMatchObject({
      code: "notFound",
    });
    expect((await readdir(join(folder, "plans"))).every((file) => file.endsWith(".json"))).toBe(true);
  });

  it("of a text without exactly one statement are none", async () => {
    for (const sql of ["SELECT 1; SELECT 2", "SELEC"])
      expect(
        await handlers()["plans.history"](
          { connectionId: test.ref.connectionId, sql, fingerprint: null, limit: 10 },
          context(),
        ),
      ).toEqual([]);
  });
});
