import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPlanProblems } from "../../shared/plans/findings/registry.ts";
import { readPlans } from "../../shared/plans/reading/read-plans.ts";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { explainPrefix } from "./explain-options.ts";
import { readPlanContext } from "./read-context.ts";
import { diagnosisCases } from "./testing/diagnosis-cases.ts";
import { diagnosisChanges, diagnosisForeignSchema, diagnosisSchema } from "./testing/diagnosis-objects.ts";
import { corpusSchema } from "./testing/plan-corpus.ts";

let test: TestDatabase;
let serverVersion = 0;
let hasFiles = false;

beforeAll(async () => {
  test = await createTestDatabase();
  await asAdmin(async (admin) => {
    const { rows } = await admin.query("SELECT name FROM pg_available_extensions WHERE name = 'file_fdw'");
    hasFiles = rows.length > 0;
    if (hasFiles) for (const sql of diagnosisForeignSchema) await admin.execute(sql);
  });
  await test.databases.write(test.ref, { purpose: "test" }, async (session) => {
    const { rows } = await session.query("SELECT pg_catalog.current_setting('server_version_num')");
    serverVersion = Number(rows[0]?.[0]);
    // A session tells what it counted about once a second: later, the counts of a load would follow its ANALYZE.
    const tellCounts = async () => {
      if (serverVersion >= 150_000) await session.query("SELECT pg_catalog.pg_stat_force_next_flush()");
    };
    for (const sql of [...corpusSchema, ...diagnosisSchema]) await session.execute(sql);
    await tellCounts();
    await session.execute("VACUUM ANALYZE");
    for (const sql of diagnosisChanges) await session.execute(sql);
    await tellCounts();
    // A page that is still to be written is not made dirty by the first read.
    await asAdmin((admin) => admin.execute("CHECKPOINT"));
  });
});
afterAll(() => test.close());

async function asAdmin(run: (admin: OwnedSession) => Promise<unknown>): Promise<void> {
  const admin = await openSession(test.adminParameters, { purpose: "test admin" });
  try {
    await run(admin);
  } finally {
    await admin.close();
  }
}

/** Runs a statement as the app does, but inside a transaction that may have changed things before. */
async function diagnose({ before = "", sql }: { readonly before?: string; readonly sql: string }) {
  return await test.databases.write(test.ref, { purpose: "test" }, async (session) => {
    await session.execute("BEGIN");
    try {
      for (const statement of before.split(";")) if (statement.trim()) await session.execute(statement);
      const text = explainPrefix("analyze", serverVersion) + sql;
      const answer = await session.query(text, [], { maxCellBytes: 1 << 26 });
      const plans = readPlans(answer.rows[0]?.[0] ?? "");
      const context = await readPlanContext(session, plans, serverVersion);
      return plans.flatMap((plan) => findPlanProblems(plan, context));
    } finally {
      await session.execute("ROLLBACK");
    }
  });
}

describe("a diagnosis", () => {
  it.for(diagnosisCases)("$code is made of a real plan, and not of its near miss", async (one, context) => {
    context.skip(one.needsFiles === true && !hasFiles, "there is no file_fdw");
    context.skip(serverVersion < (one.since ?? 0), `told since ${one.since}`);
    const found = (await diagnose(one.found)).map(({ code }) => code);
    const missed = (await diagnose(one.nearMiss)).map(({ code }) => code);
    expect([found, missed]).toEqual([expect.arrayContaining([one.code]), expect.not.arrayContaining([one.code])]);
  });
});
