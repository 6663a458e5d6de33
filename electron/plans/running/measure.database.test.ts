import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { SideEffectCode } from "../../../shared/plans/running/model.ts";
import { parserInPlace } from "../../sql/parser/sql-parser.ts";
import { createTemplateBench, type TemplateBench } from "../../testing/template-bench.ts";
import { type KeptPlan, toPlanRun } from "../plan-store.ts";
import { prepareStatement } from "../prepare-statement.ts";
import { type PlanNeeds, type PlanRequest, runPlan } from "../run-plan.ts";
import { readRunEffects } from "./read-run-effects.ts";

let bench: TemplateBench;
let databases: TemplateBench["databases"];
const ref = { connectionId: "c1" };
let refusal: AppError | null = null;
const steps: string[] = [];

beforeAll(async () => {
  bench = await createTemplateBench();
  databases = bench.databases;
  for (const sql of [
    "CREATE TABLE parent (id int PRIMARY KEY)",
    "INSERT INTO parent SELECT generate_series(1, 500)",
    `CREATE TABLE item (id serial PRIMARY KEY, note text,
       parent_id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)`,
    "INSERT INTO item (note, parent_id) SELECT 'n' || n, n FROM generate_series(1, 500) AS n",
    "CREATE TABLE log (at timestamptz)",
    "CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO log VALUES (now()); RETURN NEW; END'",
    'CREATE TRIGGER "audit it" AFTER INSERT ON item FOR EACH ROW EXECUTE FUNCTION audit()',
    "CREATE FUNCTION f_that_writes() RETURNS bigint LANGUAGE sql AS 'INSERT INTO log VALUES (now()); SELECT nextval(''item_id_seq'')'",
    "ALTER TABLE item SET (autovacuum_enabled = off)",
    "ALTER TABLE log SET (autovacuum_enabled = off)",
  ])
    await write(sql);
  await write("VACUUM ANALYZE");
});
afterAll(() => bench.close());

const write = (sql: string) => databases.write(ref, { purpose: "test" }, (session) => session.execute(sql));
const needs = (): PlanNeeds => ({
  databases,
  parser: parserInPlace,
  refuseWrite: async () => refusal,
  forkOf: async () => ({ controlPlane: bench.plane, projectId: bench.projectId, parentId: "root" }),
});
const analyze = (sql: string, more: Partial<PlanRequest> = {}, signal = new AbortController().signal) =>
  runPlan(
    needs(),
    {
      ref,
      sql,
      mode: "analyze",
      parameters: [],
      timeoutMs: 30_000,
      place: "here",
      confirmedEffects: [],
      runs: 1,
      serialize: null,
      ...more,
    },
    { signal, report: ({ step }) => void steps.push(step) },
  );
/** Rows, sequence and bytes: what must be the same afterwards. */
const state = async () =>
  (
    await write(`SELECT (SELECT count(*) FROM item), (SELECT count(*) FROM log), (SELECT last_value FROM item_id_seq),
                        pg_relation_size('item'), pg_relation_size('log'), (SELECT sum(n::numeric) FROM
                        (SELECT hashtext(item::text) AS n FROM item) AS hashes)`)
  ).rows[0];
const findingsOf = (run: KeptPlan) => toPlanRun("1", run).findings.map(({ code }) => code);
const branches = async () => (await bench.plane.listBranches(bench.projectId)).map(({ id }) => id);

const writing = [
  "INSERT INTO item (note) SELECT 'x' FROM generate_series(1, 1000)",
  "UPDATE item SET note = note || 'x'",
  "DELETE FROM item",
  "SELECT f_that_writes()",
];

describe("what writes, on production", () => {
  it.each(writing)(
    "%s changes neither rows, nor sequences, nor size by default, nor when it is agreed to",
    async (sql) => {
      refusal = new AppError("readOnly", "Production is read-only.");
      const before = await state();
      const all: SideEffectCode[] = ["deadRows", "sequences", "wal", "locks", "triggers", "estimates"];
      for (const more of [{}, { confirmedEffects: all }]) {
        const failed = analyze(sql, more);
        await expect(failed).rejects.toMatchObject({ code: expect.stringMatching(/^(?:refused|readOnly)$/) });
      }
      const estimated = await analyze(sql, { mode: "estimate" });
      expect([estimated.hasWritten, await state()]).toEqual([null, before]);
    },
  );

  it.each(writing)("%s runs on a branch that is gone afterwards, and the plan says that it wrote", async (sql) => {
    const before = await state();
    const { place, hasWritten, raw, firstRaw } = await analyze(sql, { place: "branch", runs: 2 });
    expect([place, hasWritten, raw.includes("Actual Rows"), firstRaw?.includes("Actual Rows")]).toEqual([
      "branch",
      true,
      true,
      true,
    ]);
    expect([await state(), await branches()]).toEqual([before, ["root"]]);
  });

  it.each([
    "EXPLAIN ANALYZE DELETE FROM item; COMMIT; DELETE FROM item",
    "EXPLAIN SELECT 1; COMMIT; DELETE FROM item",
    "CALL nothing()",
    "DO 'BEGIN DELETE FROM item; COMMIT; END'",
    "COMMIT",
  ])("%s is refused everywhere", async (sql) => {
    const before = await state();
    for (const more of [{}, { place: "branch" as const }, { mode: "estimate" as const }])
      await expect(analyze(sql, more)).rejects.toMatchObject({ code: "invalidInput" });
    expect([await state(), await branches()]).toEqual([before, ["root"]]);
  });
});

describe("what writes, in place", () => {
  it("runs once each of its effects is agreed to, with triggers and deferred constraints in the plan, and is rolled back", async () => {
    refusal = null;
    const sql = "INSERT INTO item (note, parent_id) SELECT 'x', n FROM generate_series(1, 300) AS n";
    const statement = await prepareStatement(sql, parserInPlace);
    const asked = await readRunEffects(needs(), ref, statement, new AbortController().signal);
    expect(asked).toMatchObject({ isReading: false, command: "INSERT", branchRefusal: null, hereRefusal: null });
    const codes = asked.effects.map(({ code }) => code);
    expect(codes).toEqual(["deadRows", "sequences", "wal", "locks", "triggers", "estimates"]);
    const text = asked.effects.map(({ message }) => message).join("\n");
    for (const name of ["public.item_id_seq", "audit it of public.item", "one index"]) expect(text).toContain(name);
    await expect(analyze(sql, { confirmedEffects: codes.slice(1) })).rejects.toMatchObject({ code: "refused" });
    await expect(analyze(sql, { confirmedEffects: codes, runs: 2 })).rejects.toMatchObject({ code: "invalidInput" });
    const rows = (await state())?.slice(0, 2);
    const { raw, hasWritten } = await analyze(sql, { confirmedEffects: codes });
    expect([hasWritten, (await state())?.slice(0, 2)]).toEqual([true, rows]);
    expect(raw.match(/"(?:Trigger|Constraint) Name": "[^"]+"/g)).toEqual([
      expect.stringContaining("RI_ConstraintTrigger"),
      '"Constraint Name": "item_parent_id_fkey"',
      '"Trigger Name": "audit it"',
    ]);
  });

  it("what locks rows is a write too, and making a table is for branches only", async () => {
    refusal = null;
    await expect(analyze("SELECT * FROM item FOR UPDATE")).rejects.toMatchObject({ code: "refused" });
    const { hasWritten } = await analyze("SELECT * FROM item FOR UPDATE", { confirmedEffects: ["wal", "locks"] });
    expect(hasWritten).toBe(true);
    const making = ["CREATE TABLE made AS SELECT 1", "SELECT 1 AS one INTO made"];
    for (const sql of making)
      await expect(analyze(sql, { confirmedEffects: ["wal", "locks"] })).rejects.toMatchObject({ code: "refused" });
  });
});

describe("while it runs", () => {
  it("sees what it waits for, and tells two runs apart", async () => {
    const run = await analyze("SELECT pg_sleep(0.5), count(*) FROM item", { runs: 2 });
    const { waits, firstRaw, raw, hasWritten } = run;
    expect(waits?.waits[0]).toMatchObject({ type: "Timeout", event: "PgSleep" });
    expect([findingsOf(run), findingsOf({ ...run, waits: null })]).toEqual([
      expect.arrayContaining(["wait-inside"]),
      expect.not.arrayContaining(["wait-inside"]),
    ]);
    expect([hasWritten, firstRaw === null, firstRaw === raw]).toEqual([false, false, false]);
    expect((await analyze("SELECT 1")).waits).toBeNull();
  });

  it("a cancel ends it at once, and the branch that was made for it is gone", async () => {
    const controller = new AbortController();
    steps.length = 0;
    const slow = analyze("SELECT pg_sleep(60)", { place: "branch", timeoutMs: 0 }, controller.signal);
    const failed = expect(slow).rejects.toMatchObject({ code: "cancelled" });
    while (!steps.includes("Running the statement")) await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    await failed;
    expect(await branches()).toEqual(["root"]);
    const { rows } = await write(
      "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'Steward explain%' AND state <> 'idle'",
    );
    expect(rows).toEqual([["0"]]);
  });

  it("leaves parameters open where it is asked to, and serializes what is not huge, where the server can", async () => {
    const version = Number((await write("SHOW server_version_num")).rows[0]?.[0]);
    const generic = analyze("SELECT * FROM item WHERE id = $1", { mode: "generic" });
    if (version < 160_000) await expect(generic).rejects.toMatchObject({ code: "unsupported" });
    else expect((await generic).raw).toContain("(item.id = $1)");
    const { raw: usual } = await analyze("SELECT * FROM item");
    const { raw: without } = await analyze("SELECT * FROM item", { serialize: false });
    expect([usual.includes('"Serialization"'), without.includes('"Serialization"')]).toEqual([
      version >= 170_000,
      false,
    ]);
  });
});
