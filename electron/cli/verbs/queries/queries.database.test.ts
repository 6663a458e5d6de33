import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openSession } from "../../../postgres/connect.ts";
import { createTestDatabase, type TestDatabase } from "../../../testing/test-database.ts";
import { runOnDatabase } from "../../testing/run-on-database.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await test.close();
});

const slow = (...args: readonly string[]) => runOnDatabase(test, "queries", "slow", ...args);

it("shows what took the time, and says by its exit code whether that was too long", async () => {
  const session = await openSession(test.parameters, { purpose: "test" });
  await session.execute("CREATE TABLE naps AS SELECT 0.12 AS seconds");
  await session.execute("SELECT pg_sleep(seconds) FROM naps");
  await session.execute("SHOW work_mem");
  await session.close();
  const found = await slow("--text", "pg_sleep naps");
  expect(found.exitCode).toBe(1);
  expect(found.out).toMatch(/over-budget +SELECT pg_sleep\(seconds\) FROM naps\n1 of 1 statements/);
  const fine = await slow("--text", "show work_mem", "--format", "json", "--order", "calls");
  expect([fine.exitCode, JSON.parse(fine.out).queries]).toEqual([
    0,
    [expect.objectContaining({ sql: "SHOW work_mem", calls: 1, isOverBudget: false, budget: null })],
  ]);
  const waited = await slow("--wait", "1", "--text", "pg_sleep naps");
  expect(waited).toEqual({ exitCode: 0, out: expect.stringMatching(/^0 of 0 statements, from 2/) });
  expect([
    (await slow("--since", "x")).exitCode,
    (await slow("--connection", "c")).exitCode,
    (await slow("--wait", "0")).exitCode,
  ]).toEqual([2, 2, 2]);
});
