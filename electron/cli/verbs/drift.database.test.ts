import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openSession } from "../../postgres/connect.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { runProgram } from "../program.ts";

let target: TestDatabase;
let folder: string;
const run = async (sql: string) => {
  const session = await openSession(target.parameters, { purpose: "test" });
  await session.execute(sql);
  await session.close();
};
const migrations: Readonly<Record<string, string>> = {
  "0001_orders": "CREATE TABLE orders (id int PRIMARY KEY, note text);",
  "0002_index": "CREATE INDEX CONCURRENTLY orders_note ON orders (note);",
};

beforeAll(async () => {
  target = await createTestDatabase({ asSuperuser: true });
  await run("DROP EXTENSION pg_stat_statements");
  folder = await mkdtemp(join(tmpdir(), "steward-drift-"));
  for (const [id, sql] of Object.entries(migrations)) {
    await writeFile(join(folder, `${id}.up.sql`), sql);
    await run(sql);
  }
  await run("CREATE TABLE schema_migrations (version text)");
  const { host, port, database, user, password } = target.parameters;
  vi.stubEnv("DRIFT_URL", `postgres://${user}:${password}@${host}:${port}/${database}?sslmode=disable`);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
  await target.close();
});

async function drift(...more: readonly string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const args = ["drift", "--database-url-env", "DRIFT_URL", "--scratch", "server", ...more];
  const exitCode = await runProgram(args, {
    version: "1.2.3",
    dataFolder: "/nowhere",
    resourcesFolder: "/nowhere",
    terminal: { writeOut: (text) => void out.push(text), writeError: (text) => void errors.push(text) },
    signal: new AbortController().signal,
    openCarrier: () => Promise.reject(new Error("no app is needed")),
  });
  return { exitCode, out: out.join(""), errors: errors.join("") };
}

describe("steward drift", () => {
  it("finds none where the database is as its migrations make it; a tool's own table is none", async () => {
    const { exitCode, out, errors } = await drift("--folder", folder);
    expect([exitCode, out]).toEqual([0, ""]);
    expect(errors).toContain("The database is as its 2 applied migrations make it.");
  });

  it("ends with 1 where something was changed beside them, and writes either script", async () => {
    await run("ALTER TABLE orders ADD COLUMN extra int");
    await run("DROP INDEX orders_note");
    const told = await drift("--folder", folder);
    expect([told.exitCode, told.out]).toEqual([
      1,
      "changed table public.orders\n  added column extra\n  removed index orders_note\n",
    ]);
    const adopt = await drift("--folder", folder, "--script", "adopt");
    expect(adopt.out).toContain('ADD COLUMN "extra" integer');
    const revert = await drift("--folder", folder, "--script", "revert", "--online", "--format", "json");
    const { drift: isDrift, script } = JSON.parse(revert.out);
    const statements = script.map(({ sql }: { sql: string }) => sql);
    expect([revert.exitCode, isDrift, statements]).toEqual([
      1,
      true,
      expect.arrayContaining([
        'ALTER TABLE "public"."orders" DROP COLUMN "extra"',
        "CREATE INDEX CONCURRENTLY orders_note ON public.orders USING btree (note)",
      ]),
    ]);
  });

  it("refuses what names no database, or no folder", async () => {
    const { exitCode, errors } = await drift();
    expect([exitCode, errors]).toEqual([2, expect.stringContaining("Name one database, and the folder")]);
  });
});
