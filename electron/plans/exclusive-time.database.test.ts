import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readPlanText } from "../../shared/plans/text/read-plan-text.ts";
import { differences } from "../../shared/plans/text/testing/compare-plans.ts";
import type { WriteSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { brokenInvariants, describeNode } from "./testing/check-invariants.ts";
import { type CorpusCase, corpusSchema, moreCorpus, moreCorpusSchema, planCorpus } from "./testing/plan-corpus.ts";

let test: TestDatabase;

/** Nobody else changes what the planner knows between two explanations of one statement. */
const keepStatistics = `DO $$ DECLARE one regclass; BEGIN
  FOR one IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
    EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', one);
  END LOOP; END $$`;

beforeAll(async () => {
  // Foreign data wrappers and the server's own files are the superuser's.
  test = await createTestDatabase({ asSuperuser: true });
  await test.databases.write(test.ref, { purpose: "test" }, async (session) => {
    for (const sql of [...corpusSchema, ...moreCorpusSchema(test.adminParameters), keepStatistics, "VACUUM ANALYZE"])
      await session.execute(sql);
  });
});
afterAll(() => test.close());

const cases = [...planCorpus, ...moreCorpus].filter(({ fromMajor = 0 }) => fromMajor <= inject("testServer").major);

/** What EXPLAIN says with each list of options, in one transaction that is rolled back. */
async function explain({ settings = "", sql }: CorpusCase, options: readonly string[]): Promise<readonly string[]> {
  return await test.databases.write(test.ref, { purpose: "test" }, async (session) => {
    await session.execute("BEGIN");
    for (const setting of settings.split(";")) if (setting.trim()) await session.execute(setting);
    const texts: string[] = [];
    for (const option of options) texts.push(await explainOnce(session, `EXPLAIN (${option}) ${sql}`));
    await session.execute("ROLLBACK");
    return texts;
  });
}

/** Undone before the next one: a write changes what the next explanation finds. */
async function explainOnce(session: WriteSession, sql: string): Promise<string> {
  await session.execute("SAVEPOINT one");
  const answer = await session.query(sql, [], { maxCellBytes: 1 << 26 });
  await session.execute("ROLLBACK TO one");
  return answer.rows.map(([line]) => line).join("\n");
}

const estimated = ["VERBOSE, SETTINGS, FORMAT JSON", "VERBOSE, SETTINGS"];
const everyWay = ["ANALYZE, VERBOSE, BUFFERS, WAL, FORMAT JSON", "ANALYZE, VERBOSE, BUFFERS, WAL", "ANALYZE, BUFFERS"];
// Every run has one of them; `npm run test:versions` has all.
const isThorough = process.env.TEST_VERSIONS === "all";
const analyzed = isThorough ? everyWay : everyWay.slice(1, 2);

describe("text and JSON give one tree; exclusive times add up to the root, and none is negative", () => {
  it.each(cases)("$name", async (one) => {
    const [json = "", text = "", ...runs] = await explain(one, [...estimated, ...analyzed]);
    expect(differences(readPlanText(json).plans, readPlanText(text).plans, false)).toEqual([]);
    const plans = runs.map((run) => readPlanText(run).plans);
    if (isThorough) expect(differences(plans[0] ?? [], plans[1] ?? [], false)).toEqual([]);
    for (const plan of plans.flat())
      expect(brokenInvariants(plan), JSON.stringify(plan.nodes.map(describeNode))).toEqual([]);
  });

  it("the corpus holds what the rules treat on their own", async () => {
    const names = [
      "parallel hash join",
      "never executed",
      "uncorrelated subquery",
      "materialized with",
      "correlated subquery",
    ];
    const told = cases.filter(({ name }) => names.includes(name));
    const texts = await Promise.all(told.map((one) => explain(one, ["ANALYZE, VERBOSE, BUFFERS"])));
    const nodes = texts.flat().flatMap((text) => readPlanText(text).plans.flatMap((plan) => plan.nodes));
    const seen = {
      parallel: nodes.some((node) => node.divisor > 1),
      neverExecuted: nodes.some((node) => node.loops === 0),
      paidInitPlan: nodes.some((node) => node.relationship === "InitPlan" && node.paidBy.length === 1),
      sharedCte: nodes.some((node) => node.paidBy.length > 1),
      subPlan: nodes.some((node) => node.relationship === "SubPlan" && (node.loops ?? 0) > 1),
    };
    expect(seen).toEqual({ parallel: true, neverExecuted: true, paidInitPlan: true, sharedCte: true, subPlan: true });
  });
});
