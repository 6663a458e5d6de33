import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openSession } from "../../postgres/connect.ts";
import type { ConnectParameters } from "../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { runProgram } from "../program.ts";

let from: TestDatabase;
let to: TestDatabase;
beforeAll(async () => {
  from = await createTestDatabase();
  to = await createTestDatabase();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await from.close();
  await to.close();
});

const urlOf = ({ user, host, port, database }: ConnectParameters) =>
  `postgres://${user}@${host}:${port}/${database}?sslmode=disable`;

async function diff(...more: string[]) {
  vi.stubEnv("PGPASSWORD", from.parameters.password);
  vi.stubEnv("STEWARD_TO_PASSWORD", to.parameters.password);
  const out: string[] = [];
  const errors: string[] = [];
  const exitCode = await runProgram(["diff", urlOf(from.parameters), urlOf(to.parameters), ...more], {
    version: "1.2.3",
    dataFolder: "/nowhere",
    resourcesFolder: "/nowhere",
    terminal: { writeOut: (text) => void out.push(text), writeError: (text) => void errors.push(text) },
    signal: new AbortController().signal,
    openCarrier: () => Promise.reject(new Error("no app is needed")),
  });
  return { exitCode, out: out.join(""), errors: errors.join("") };
}

describe("steward diff", () => {
  it("prints the script, and says by its exit code whether there is one", async () => {
    const session = await openSession(to.parameters, { purpose: "test" });
    await session.execute("CREATE TABLE kept (id int PRIMARY KEY)");
    const { exitCode, out } = await diff();
    expect([exitCode, out.includes('CREATE TABLE "public"."kept" ("id" integer NOT NULL')]).toEqual([1, true]);
    await session.execute("DROP TABLE kept");
    await session.close();
  });

  it("gives JSON that programs can rely on", async () => {
    const { exitCode, out } = await diff("--format", "json");
    const { differences, ...json } = JSON.parse(out);
    expect({ exitCode, ...json, differences: differences.length }).toEqual({
      exitCode: 0,
      identical: true,
      statements: [],
      renames: [],
      unsupported: [expect.objectContaining({ what: "Roles and their memberships" })],
      verified: true,
      differences: 0,
    });
  });
});
