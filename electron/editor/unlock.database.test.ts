import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createTestEditor } from "./editor-test.ts";

let test: TestDatabase;
let other: OwnedSession;
let editor: Awaited<ReturnType<typeof createTestEditor>>;
const tab = { ref: { connectionId: "production" }, isReadOnly: false, sessionId: "unlock" };
const write = "UPDATE account SET balance = balance + 1 WHERE id = 1";

beforeAll(async () => {
  test = await createTestDatabase();
  other = await openSession(test.parameters, { purpose: "test" });
  editor = await createTestEditor(() => test.parameters);
  await other.execute("CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL)");
});
afterAll(async () => {
  await editor.close();
  await other.close();
  await test.close();
});
beforeEach(async () => {
  await other.execute("TRUNCATE account");
  await other.execute("INSERT INTO account VALUES (1, 0)");
  await editor.handlers["editor.close"]({ sessionId: tab.sessionId }, editor.reader.context());
  editor.unlocked.clear();
});
const balance = async () => (await other.query("SELECT balance FROM account WHERE id = 1")).rows[0]?.[0];

it("lets production be written to while it is unlocked, and not a statement longer", async () => {
  const results = [];
  results.push(...(await editor.run(write, tab)).results);
  editor.unlocked.add("production");
  results.push(...(await editor.run(write, tab)).results);
  results.push(...(await editor.run(write, { ...tab, isReadOnly: true })).results);
  editor.unlocked.clear();
  results.push(...(await editor.run(write, tab)).results);
  expect([results, await balance()]).toEqual([["readOnly", "UPDATE 1", "readOnly", "readOnly"], "1"]);
});

it("keeps a transaction that stands open when the time is over: it reads, ends as its owner says, and writes no more", async () => {
  editor.unlocked.add("production");
  await editor.run(`BEGIN; ${write}; SAVEPOINT s`, tab);
  editor.unlocked.clear();
  const after = await editor.run("SELECT balance FROM account WHERE id = 1", tab);
  const refused = await editor.run(write, tab);
  // What ROLLBACK TO takes back is the transaction's being READ ONLY as well.
  const again = await editor.run(`ROLLBACK TO s; ${write}`, tab);
  const forced = await editor.run("ROLLBACK TO s; SET TRANSACTION READ WRITE", tab);
  const ended = await editor.run("ROLLBACK TO s; COMMIT", tab);
  const next = await editor.run(write, tab);
  expect([after.rows, after.outcome.session]).toEqual([
    [[["1"]]],
    expect.objectContaining({ transaction: "open", isReadOnly: true }),
  ]);
  expect([refused, again, forced, ended, next].map(({ results }) => results)).toEqual([
    ["readOnly"],
    ["ROLLBACK", "readOnly"],
    ["ROLLBACK", "readOnly"],
    ["ROLLBACK", "COMMIT"],
    ["readOnly"],
  ]);
  expect([ended.outcome.session.transaction, await balance()]).toEqual(["idle", "1"]);
});

it("sees an unlock end in the middle of a script", async () => {
  editor.unlocked.add("production");
  const running = editor.run(`SELECT pg_sleep(0.4); ${write}`, tab);
  setTimeout(() => editor.unlocked.clear(), 100);
  expect([(await running).results, await balance()]).toEqual([["SELECT 1", "readOnly"], "0"]);
});

it("stays read-only for another database, whatever is unlocked here", async () => {
  editor.unlocked.add("production");
  const branch = { ...tab, sessionId: "other", isReadOnly: true, ref: { connectionId: "development" } };
  expect((await editor.run(write, branch)).results).toEqual(["readOnly"]);
});
