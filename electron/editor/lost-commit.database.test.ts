import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { type CutPlace, type CuttingProxy, createCuttingProxy } from "../testing/cutting-proxy.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createTestEditor } from "./editor-test.ts";

let test: TestDatabase;
let other: OwnedSession;
let proxy: CuttingProxy;
let editor: Awaited<ReturnType<typeof createTestEditor>>;

beforeAll(async () => {
  test = await createTestDatabase({ asSuperuser: true });
  other = await openSession(test.adminParameters, { purpose: "test" });
  proxy = await createCuttingProxy(test.adminParameters);
  editor = await createTestEditor(() => ({
    ...test.adminParameters,
    host: "127.0.0.1",
    port: proxy.port,
    tls: "disable",
  }));
  await other.execute("CREATE TABLE done (id int PRIMARY KEY)");
});
afterAll(async () => {
  await editor.close();
  await proxy.close();
  await other.close();
  await test.close();
});
const isThere = async (id: number) => (await other.query("SELECT FROM done WHERE id = $1", [id])).rowCount === 1;

/** Runs a transaction whose COMMIT meets `trouble`; gives what was said of it, and whether its row is there. */
async function lose(id: number, trouble: () => void): Promise<[said: string, isThere: boolean]> {
  const sessionId = `lost-${id}`;
  await editor.run(`BEGIN; INSERT INTO done VALUES (${id})`, { sessionId });
  return await meet(id, "COMMIT", trouble);
}

/** Runs a statement that meets `trouble`; gives what was said of it, and whether its row is there. */
async function meet(id: number, sql: string, trouble: () => void): Promise<[said: string, isThere: boolean]> {
  trouble();
  const { outcome } = await editor.run(sql, { sessionId: `lost-${id}` });
  const result = outcome.statements[0]?.result;
  const said =
    result?.kind === "done"
      ? "committed"
      : result?.error.code === "outcomeUnknown"
        ? "unknown"
        : result?.error.message.includes("was committed;")
          ? "committed"
          : "not committed";
  return [said, await isThere(id)];
}

describe("a COMMIT whose line breaks", () => {
  const places: readonly CutPlace[] = ["before", "behind", "answered"];
  it("is never reported wrongly, wherever the line is cut", async () => {
    const wrong: unknown[] = [];
    const said: Record<string, number> = {};
    for (let turn = 0; turn < 60; turn++) {
      const place = places[turn % places.length] ?? "before";
      const [claim, isApplied] = await lose(turn, () => proxy.cutAt("COMMIT", place));
      said[`${place}: ${claim}`] = (said[`${place}: ${claim}`] ?? 0) + 1;
      if (claim !== (isApplied ? "committed" : "not committed")) wrong.push([turn, place, claim, isApplied]);
    }
    expect(wrong).toEqual([]);
    expect(said).toMatchObject({ "before: not committed": 20, "answered: committed": 20 });
  });

  it("is never reported wrongly for a statement that is committed by itself", async () => {
    const wrong: unknown[] = [];
    for (let turn = 400; turn < 430; turn++) {
      const place = places[turn % places.length] ?? "before";
      const insert = `INSERT INTO done VALUES (${turn})`;
      const [claim, isApplied] = await meet(turn, insert, () => proxy.cutAt(turn % 2 ? "COMMIT" : "INSERT", place));
      if (claim !== (isApplied ? "committed" : "not committed")) wrong.push([turn, place, claim, isApplied]);
    }
    expect(wrong).toEqual([]);
  });

  it("is never reported wrongly when the backend is ended meanwhile", async () => {
    const wrong: unknown[] = [];
    for (let turn = 100; turn < 115; turn++) {
      const [claim, isApplied] = await lose(turn, () => {
        const sql = `SELECT pg_sleep(${Math.random() / 200}), pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'Steward editor'`;
        other.query(sql).catch((error: unknown) => wrong.push(error));
      });
      if (claim !== (isApplied ? "committed" : "not committed")) wrong.push([turn, claim, isApplied]);
    }
    expect(wrong).toEqual([]);
  });

  it("sends COMMIT once, and leaves a transaction that wrote nothing alone", async () => {
    const before = editor.reader.statements.filter(({ sql }) => sql === "COMMIT").length;
    await lose(200, () => proxy.cutAt("COMMIT", "answered"));
    await editor.run("BEGIN; SELECT 1", { sessionId: "nothing" });
    proxy.cutAt("COMMIT", "answered");
    const { results } = await editor.run("COMMIT", { sessionId: "nothing" });
    const after = editor.reader.statements.filter(({ sql }) => sql === "COMMIT").length;
    expect([after - before, results]).toEqual([2, ["outcomeUnknown"]]);
  });
});
