import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { quoteIdentifier } from "../../../../shared/sql/quote.ts";
import { openSession } from "../../../postgres/connect.ts";
import { createTestDatabase, type TestDatabase } from "../../../testing/test-database.ts";
import { runOnDatabase } from "../../testing/run-on-database.ts";

let test: TestDatabase;
let folder: string;
beforeAll(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "steward-advise-"));
  const admin = await openSession(test.adminParameters, { purpose: "test admin" });
  await admin.execute(`ALTER ROLE ${quoteIdentifier(test.parameters.user)} CREATEDB`);
  await admin.close();
  const session = await openSession(test.parameters, { purpose: "test" });
  await session.execute("CREATE TABLE orders (id int PRIMARY KEY, customer_id int, note text)");
  await session.execute(
    "INSERT INTO orders SELECT n, n * 7919 % 2000, repeat('x', 60) FROM generate_series(1, 20000) n",
  );
  await session.execute("VACUUM ANALYZE");
  await session.close();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
  await test.close();
});

async function advise(query: string, ...args: readonly string[]) {
  const file = join(folder, "query.sql");
  await writeFile(file, query);
  return await runOnDatabase(test, "indexes", "advise", "--query", file, ...args);
}

const ddl = "CREATE INDEX CONCURRENTLY orders_customer_id_idx\n  ON public.orders (customer_id);";

it("advises without proof where nothing may be built, and proves on a copy when asked", async () => {
  const query = "SELECT * FROM orders WHERE customer_id = 42";
  const guessed = await advise(query, "--format", "json");
  expect([guessed.exitCode, JSON.parse(guessed.out)]).toEqual([
    1,
    expect.objectContaining({
      query,
      recommendations: [expect.objectContaining({ ddl, proven: false, sizeBytes: null, before: null, after: null })],
    }),
  ]);
  const proven = await advise(query, "--prove", "--format", "json");
  const figures = { ms: expect.any(Number), buffers: expect.any(Number) };
  expect([proven.exitCode, JSON.parse(proven.out)]).toEqual([
    1,
    expect.objectContaining({
      query,
      recommendations: [
        expect.objectContaining({ ddl, proven: true, sizeBytes: expect.any(Number), before: figures, after: figures }),
      ],
    }),
  ]);
});

it("says none with its reason and ends with 0; what it cannot read is 2", async () => {
  const none = await advise("SELECT * FROM orders WHERE id = 42", "--format", "json");
  expect([none.exitCode, JSON.parse(none.out)]).toEqual([
    0,
    expect.objectContaining({
      recommendations: [],
      none: { code: "alreadyServed", reason: expect.stringContaining("orders_pkey") },
    }),
  ]);
  expect((await advise("SELEC 1")).exitCode).toBe(2);
});
