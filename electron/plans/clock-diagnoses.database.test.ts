// Diagnoses that only the clock, much memory, JIT or pgvector shows, on real plans. STEWARD_CLOCK_CASES=1 runs them on the
// tests' own server, which has neither of the latter; the URL of another one, as a superuser, runs them in its database.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPlanProblems } from "../../shared/plans/findings/registry.ts";
import { readPlans } from "../../shared/plans/reading/read-plans.ts";
import { isDatabaseUrl, parseDatabaseUrl } from "../cli/database-url.ts";
import { openSession } from "../postgres/connect.ts";
import type { ConnectParameters } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { explainPrefix } from "./explain-options.ts";
import { readPlanContext } from "./read-context.ts";
import { clockCases, clockSchema, vectorSchema } from "./testing/clock-cases.ts";
import type { DiagnosisCase } from "./testing/diagnosis-trial.ts";

const tries = 20;

const place = process.env.STEWARD_CLOCK_CASES ?? "";

describe.skipIf(place === "")("a diagnosis that the clock makes", () => {
  let test: TestDatabase | null = null;
  let parameters: ConnectParameters;
  let serverVersion = 0;
  const has = { jit: false, vector: false };
  beforeAll(async () => {
    if (isDatabaseUrl(place)) parameters = parseDatabaseUrl(place, process.env);
    else {
      test = await createTestDatabase({ asSuperuser: true });
      parameters = test.adminParameters;
    }
    const session = await openSession(parameters, { purpose: "test" });
    has.jit = (await session.query("SELECT pg_jit_available()")).rows[0]?.[0] === "t";
    const found = await session.query("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'");
    has.vector = found.rows.length > 0;
    if (has.vector) for (const sql of vectorSchema) await session.execute(sql);
    serverVersion = Number((await session.query("SELECT current_setting('server_version_num')")).rows[0]?.[0]);
    for (const sql of clockSchema) await session.execute(sql);
    await session.execute("ANALYZE");
    await session.close();
  }, 300_000);
  afterAll(() => test?.close());

  const diagnose = async ({ before = "", sql }: DiagnosisCase["found"]) => {
    const session = await openSession(parameters, { purpose: "test" });
    try {
      await session.execute("BEGIN");
      for (const statement of before.split(";")) if (statement.trim()) await session.execute(statement);
      const answer = await session.query(explainPrefix("analyze", serverVersion) + sql, [], { maxCellBytes: 1 << 27 });
      const plans = readPlans(answer.rows[0]?.[0] ?? "");
      const context = await readPlanContext(session, plans.slice(0, 1), serverVersion);
      return plans.flatMap((plan) => findPlanProblems(plan, context)).map(({ code }) => code);
    } finally {
      await session.close();
    }
  };

  it.for(clockCases)(
    "$code is made of a real plan, and not of its near miss",
    { timeout: 300_000 },
    async ({ code, found, nearMiss, since = 0, needs }, { skip }) => {
      skip(needs !== undefined && !has[needs], `the server has no ${needs}`);
      skip(serverVersion < since, `told since ${since}`);
      const missed: string[][] = [];
      for (let round = 0; round < 3; round++) missed.push(await diagnose(nearMiss));
      expect(missed.flat()).not.toContain(code);
      let last: readonly string[] = [];
      for (let round = 0; round < tries && !last.includes(code); round++) last = await diagnose(found);
      expect(last).toContain(code);
    },
  );
});
