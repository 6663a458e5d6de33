import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createTestEditor } from "./editor-test.ts";

let test: TestDatabase;
let other: OwnedSession;
let editor: Awaited<ReturnType<typeof createTestEditor>>;
const tab = { sessionId: "holding" };

beforeAll(async () => {
  test = await createTestDatabase();
  other = await openSession(test.parameters, { purpose: "test" });
  editor = await createTestEditor(() => test.parameters);
  await other.execute("CREATE TABLE held (id int PRIMARY KEY)");
  await other.execute("INSERT INTO held VALUES (1)");
});
afterAll(async () => {
  await editor.close();
  await other.close();
  await test.close();
});
const heldBack = (sessionId: string) => editor.handlers["editor.heldBack"]({ sessionId }, editor.reader.context());

it("names who waits for an open transaction, and nobody once it ended", async () => {
  await editor.run("BEGIN; UPDATE held SET id = 2 WHERE id = 1", tab);
  const waiting = other.execute("UPDATE held SET id = 3 WHERE id = 1");
  await wait(300);
  const during = await heldBack(tab.sessionId);
  await editor.run("ROLLBACK", tab);
  await waiting;
  expect([during, await heldBack(tab.sessionId), await heldBack("never opened")]).toEqual([
    {
      waiting: [{ pid: other.backendPid, user: test.parameters.user, sql: "UPDATE held SET id = 3 WHERE id = 1" }],
    },
    { waiting: [] },
    { waiting: [] },
  ]);
});

it("says the isolation of what is open, and leaves SET TRANSACTION possible after BEGIN", async () => {
  const isolationOf = async (sql: string) => (await editor.run(sql, tab)).outcome.session.isolation;
  expect([
    await isolationOf("BEGIN"),
    await isolationOf("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"),
    await isolationOf("SELECT 1/0"),
    await isolationOf("ROLLBACK"),
    await isolationOf("BEGIN ISOLATION LEVEL REPEATABLE READ"),
    await isolationOf("COMMIT"),
  ]).toEqual(["read committed", "serializable", null, null, "repeatable read", null]);
});
