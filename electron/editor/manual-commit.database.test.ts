import { afterAll, beforeAll, expect, it } from "vitest";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createTestEditor } from "./editor-test.ts";

let test: TestDatabase;
let other: OwnedSession;
let editor: Awaited<ReturnType<typeof createTestEditor>>;

beforeAll(async () => {
  test = await createTestDatabase();
  other = await openSession(test.parameters, { purpose: "test" });
  editor = await createTestEditor(() => test.parameters);
  await other.execute("CREATE TABLE item (id int PRIMARY KEY, name text)");
  await other.execute("INSERT INTO item SELECT n, 'x' FROM generate_series(1, 10) n");
});
afterAll(async () => {
  await editor.close();
  await other.close();
  await test.close();
});

const run = async (sql: string, sessionId = "tab") => {
  const { outcome, results } = await editor.run(sql, { sessionId, commitMode: "manual" });
  const { transaction, isolation, pending } = outcome.session;
  return { results, transaction, isolation, pending };
};
const seen = async (sql: string) => (await other.query(sql)).rows[0]?.[0];

it("a statement begins a transaction that others see nothing of until it is committed", async () => {
  const updated = await run("UPDATE item SET name = 'y' WHERE id <= 4");
  const altered = await run("ALTER TABLE item ADD note text");
  expect([updated, altered]).toEqual([
    {
      results: ["UPDATE 4"],
      transaction: "open",
      isolation: "read committed",
      pending: { statements: 1, rows: 4, definitions: 0 },
    },
    {
      results: ["ALTER TABLE"],
      transaction: "open",
      isolation: "read committed",
      pending: { statements: 2, rows: 4, definitions: 1 },
    },
  ]);
  await run("ROLLBACK");
  expect(await seen("SELECT count(*) FROM item WHERE name = 'y'")).toBe("0");
  await run("DELETE FROM item WHERE id = 10");
  expect(await seen("SELECT count(*) FROM item")).toBe("10");
  expect(await run("COMMIT")).toMatchObject({ transaction: "idle", pending: null });
  expect(await seen("SELECT count(*) FROM item")).toBe("9");
});

it("a first statement that fails leaves no transaction behind; a later one leaves the choice to its owner", async () => {
  expect(await run("UPDATE nothing SET a = 1 WHERE a = 2")).toMatchObject({ results: ["sql"], transaction: "idle" });
  await run("DELETE FROM item WHERE id = 1");
  expect(await run("UPDATE nothing SET a = 1 WHERE a = 2")).toMatchObject({
    transaction: "failed",
    pending: { statements: 1, rows: 1, definitions: 0 },
  });
  await run("ROLLBACK");
  expect(await seen("SELECT count(*) FROM item WHERE id = 1")).toBe("1");
});

it("a COMMIT that fails leaves nothing to count behind", async () => {
  await other.execute("CREATE TABLE child (item int REFERENCES item DEFERRABLE INITIALLY DEFERRED)");
  await run("INSERT INTO child VALUES (77)", "deferred");
  expect(await run("COMMIT", "deferred")).toMatchObject({ results: ["sql"], transaction: "idle", pending: null });
  const next = await run("DELETE FROM item WHERE id = 9", "deferred");
  expect(next.pending).toEqual({ statements: 1, rows: 1, definitions: 0 });
  await run("ROLLBACK", "deferred");
});

it("what Postgres refuses in a transaction still runs, alone, and settings last", async () => {
  expect(await run("VACUUM item", "alone")).toMatchObject({ results: ["VACUUM"], transaction: "idle" });
  expect(await run("SET work_mem = '7MB'", "alone")).toMatchObject({ transaction: "idle" });
  await run("DELETE FROM item WHERE id = 2", "alone");
  expect(await run("VACUUM item", "alone")).toMatchObject({ results: ["sql"], transaction: "failed" });
  await run("ROLLBACK", "alone");
  const { rows } = await editor.run("SHOW work_mem", { sessionId: "alone" });
  expect(rows).toEqual([[["7MB"]]]);
});

it("a read-only session begins nothing that stays open", async () => {
  const { outcome, results } = await editor.run("SELECT 1", {
    sessionId: "ro",
    isReadOnly: true,
    commitMode: "manual",
  });
  expect([results, outcome.session.transaction]).toEqual([["SELECT 1"], "idle"]);
});

it("changes that wait are not thrown away because the tab is pointed elsewhere", async () => {
  await run("DELETE FROM item WHERE id = 5", "moved");
  const elsewhere = { sessionId: "moved", ref: { connectionId: "elsewhere" } };
  await expect(editor.run("SELECT 1", elsewhere)).rejects.toMatchObject({ code: "conflict" });
  expect(await run("ROLLBACK", "moved")).toMatchObject({ results: ["ROLLBACK"], transaction: "idle" });
  expect((await editor.run("SELECT 1", elsewhere)).results).toEqual(["SELECT 1"]);
});

it("a tab that is closed rolls back, and a session lost meanwhile is told once", async () => {
  await run("DELETE FROM item WHERE id = 3", "closed");
  await editor.handlers["editor.close"]({ sessionId: "closed" }, editor.reader.context());
  await run("DELETE FROM item WHERE id = 4", "killed");
  const { outcome } = await editor.run("SELECT 1", { sessionId: "killed", commitMode: "manual" });
  await seen(`SELECT pg_terminate_backend(${outcome.session.backendPid}, 5000)`);
  await expect.poll(() => editor.lost.length).toBe(1);
  await expect(run("COMMIT", "killed")).rejects.toMatchObject({ code: "connectionLost" });
  expect(await run("SELECT 1", "killed")).toMatchObject({ results: ["SELECT 1"], transaction: "open" });
  expect(await seen("SELECT count(*) FROM item WHERE id IN (3, 4)")).toBe("2");
});
