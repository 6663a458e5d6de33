import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openSession } from "../../postgres/connect.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { runProgram } from "../program.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await test.close();
});

async function locks(...more: string[]) {
  const { user, host, port, database, password } = test.parameters;
  vi.stubEnv("PGPASSWORD", password);
  const out: string[] = [];
  const url = `postgres://${user}@${host}:${port}/${database}?sslmode=disable`;
  const exitCode = await runProgram(["locks", "--database", url, ...more], {
    version: "1.2.3",
    dataFolder: "/nowhere",
    resourcesFolder: "/nowhere",
    terminal: { writeOut: (text) => void out.push(text), writeError: (text) => void out.push(text) },
    signal: new AbortController().signal,
    openCarrier: () => Promise.reject(new Error("no app is needed")),
  });
  return { exitCode, out: out.join("") };
}

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
