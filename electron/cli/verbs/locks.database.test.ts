import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openSession } from "../../postgres/connect.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { runOnDatabase } from "../testing/run-on-database.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await test.close();
});

const locks = (...args: readonly string[]) => runOnDatabase(test, "locks", ...args);

it("prints who waits for whom, and says by its exit code whether somebody does", async () => {
  const holder = await openSession(test.parameters, { purpose: "holder" });
  const waiter = await openSession(test.parameters, { purpose: "waiter" });
  const lock = "SELECT pg_advisory_xact_lock(4711)";
  for (const session of [holder, waiter]) await session.execute("BEGIN");
  await holder.execute(lock);
  const waits = waiter.execute(`${lock} -- a\u202eb`);
  const isTold = (text: string) => text.includes(`${waiter.backendPid}`) && text.includes(`${holder.backendPid}`);
  const shown = await vi.waitFor(
    async () => {
      const answer = await locks();
      expect(answer).toEqual({ exitCode: 1, out: expect.stringContaining("Steward waiter") });
      return answer.out;
    },
    { timeout: 10_000, interval: 50 },
  );
  expect(isTold(shown)).toBe(true);
  const [first, second] = shown.split("\n").filter((line) => line.includes("4711"));
  expect(first).toMatch(new RegExp(`^${holder.backendPid}  \\S+  Steward holder  idle in transaction`));
  expect(second).toMatch(/^ {2}\d+ .*wants Exclusive on advisory.*a\\u\{202e\}b$/);
  const json = JSON.parse((await locks("--format", "json")).out);
  expect(json.roots.find(({ pid }: { pid: number }) => pid === holder.backendPid)).toMatchObject({
    frees: 1,
    waiting: [{ pid: waiter.backendPid, wants: { kind: "advisory" } }],
  });
  await holder.close();
  await waits;
  await waiter.close();
  expect((await locks("--branch", "x", "--connection", "y")).exitCode).toBe(2);
});
