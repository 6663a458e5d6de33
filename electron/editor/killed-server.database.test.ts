// The server is killed before, during and after COMMIT: what is said of it beside what is there afterwards.
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../postgres/connect.ts";
import { findCommitOutcome } from "../postgres/outcome/commit-outcome.ts";
import { type CuttingProxy, createCuttingProxy } from "../testing/cutting-proxy.ts";
import { type KillableServer, startKillableServer } from "../testing/killable-server.ts";
import { createTestEditor } from "./editor-test.ts";

let server: KillableServer;
let proxy: CuttingProxy;
let editor: Awaited<ReturnType<typeof createTestEditor>>;
let patient: Awaited<ReturnType<typeof createTestEditor>>;

beforeAll(async () => {
  server = await startKillableServer();
  proxy = await createCuttingProxy(server.parameters);
  const throughProxy = () => ({ ...server.parameters, port: proxy.port });
  editor = await createTestEditor(throughProxy, 800);
  patient = await createTestEditor(throughProxy, 30_000);
  await past([
    "CREATE TABLE done (id int PRIMARY KEY)",
    "CREATE TABLE slow (id int PRIMARY KEY)",
    "CREATE FUNCTION wait_for_it() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); RETURN NULL; END'",
    "CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_for_it()",
  ]);
});
afterAll(async () => {
  await editor.close();
  await patient.close();
  await proxy.close();
  await server.close();
});

/** What another program does and sees, past the proxy. */
async function past(statements: readonly string[]): Promise<string> {
  const session = await openSession(server.parameters, { purpose: "another program" });
  let last = "";
  for (const sql of statements) last = (await session.query(sql)).rows[0]?.[0] ?? "";
  await session.close();
  return last;
}
const count = (table: string, id: number) => past([`SELECT count(*) FROM ${table} WHERE id = ${id}`]);

async function commit(of: typeof editor, sessionId: string) {
  const { outcome } = await of.run("COMMIT", { sessionId });
  const result = outcome.statements[0]?.result;
  if (result?.kind !== "failed") throw new Error("COMMIT was answered.");
  return { outcome, error: result.error };
}

describe("a server that is killed", () => {
  it("before COMMIT: the transaction is said to be rolled back, and is", async () => {
    await editor.run("BEGIN; INSERT INTO done VALUES (1)", { sessionId: "before" });
    await server.kill();
    await server.restart();
    const first = editor.run("COMMIT", { sessionId: "before" });
    await expect(first).rejects.toMatchObject({
      code: "connectionLost",
      message: "The session ended, and with it the open transaction: it was rolled back.",
    });
    const { results } = await editor.run("SELECT 1", { sessionId: "before" });
    expect([results, editor.lost, await count("done", 1)]).toEqual([
      ["SELECT 1"],
      [expect.objectContaining({ sessionId: "before", pending: { statements: 1, rows: 1, definitions: 0 } })],
      "0",
    ]);
  });

  it("during COMMIT: it is waited for until it has recovered, and then told apart", async () => {
    await patient.run("BEGIN; INSERT INTO slow VALUES (1)", { sessionId: "during" });
    const committing = commit(patient, "during");
    await wait(700);
    await server.kill();
    await server.restart();
    const { error } = await committing;
    expect([error.code, error.message, await count("slow", 1)]).toEqual([
      "connectionLost",
      "The connection was lost, and the transaction was not committed.",
      "0",
    ]);
  });

  it("after COMMIT, its answer lost, and still down: that is said, and asked again when it is back", async () => {
    await editor.run("BEGIN; INSERT INTO done VALUES (2)", { sessionId: "after" });
    await past(["CREATE TABLE flushed ()"]); // the log is on disk up to here
    proxy.cutAt("COMMIT", "answered", "refuse");
    const committing = commit(editor, "after");
    await proxy.whenCut();
    await server.kill();
    const { error, outcome } = await committing;
    const mark = error.lostCommit;
    if (!mark) throw new Error(`Nothing to ask again with: ${error.message}`);
    await server.restart();
    proxy.accept();
    const signal = new AbortController().signal;
    const verdict = await findCommitOutcome(editor.reader.databases, { connectionId: "any" }, mark, signal, 10_000);
    expect([error.code, outcome.session.transaction, verdict, await count("done", 2)]).toEqual([
      "outcomeUnknown",
      "idle",
      "committed",
      "1",
    ]);
  });
});
