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

const indexes = (...args: readonly string[]) => runOnDatabase(test, "indexes", "check", ...args);

it("prints what the checks find, in a table or in the shape of findings, and says by its exit code whether there is any", async () => {
  expect(await indexes()).toEqual({ exitCode: 0, out: "0 indexes of 0 tables: 0 findings.\n" });
  const session = await openSession(test.parameters, { purpose: "test" });
  for (const sql of [
    "CREATE TABLE note (id int, kind text)",
    "CREATE INDEX note_kind_idx ON note (kind)",
    'CREATE INDEX "again\u202e" ON note (kind)',
  ])
    await session.execute(sql);
  await session.close();
  const { exitCode, out } = await indexes();
  expect([exitCode, out.split("\n").filter((line) => line.includes("duplicate-index"))]).toEqual([
    1,
    [expect.stringMatching(/^warning {3}duplicate-index {2}public\.note_kind_idx +public\.note +\d.* kB +Drop index/)],
  ]);
  expect(JSON.parse((await indexes("--format", "json")).out)).toEqual([
    {
      code: "duplicate-index",
      severity: "warning",
      subject: "public.note_kind_idx",
      message: expect.stringContaining("holds the same as again"),
      evidence: { sameAs: "again\u202e", savedBytes: 8192, scans: 0, scansOfOther: 0 },
      fix: {
        title: "Drop index note_kind_idx",
        sql: "DROP INDEX CONCURRENTLY IF EXISTS public.note_kind_idx;",
        downSql: "CREATE INDEX CONCURRENTLY note_kind_idx ON public.note USING btree (kind);",
        transactional: false,
      },
    },
  ]);
  expect((await indexes("--fail-on", "error")).exitCode).toBe(0);
  expect((await indexes("--connection", "y")).exitCode).toBe(2);
});
