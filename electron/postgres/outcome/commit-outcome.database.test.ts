import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommitMark } from "../../../shared/sessions/commit-outcome.ts";
import { startKillableServer } from "../../testing/killable-server.ts";
import { createRowReader } from "../../testing/row-reader.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { openSession } from "../connect.ts";
import type { ConnectParameters, OwnedSession } from "../session.ts";
import { findCommitOutcome, markCommit } from "./commit-outcome.ts";
import { readServerIdentity } from "./server-identity.ts";

const forever = new AbortController().signal;

/** A transaction that has written a row of `done` and been marked, on a session of its own. */
async function beginMarked(parameters: ConnectParameters, id: number, beforeMark = async () => {}) {
  const session = await openSession(parameters, { purpose: "test" });
  const server = await readServerIdentity(session, {});
  await session.execute("BEGIN");
  await session.execute(`INSERT INTO done VALUES (${id})`);
  await beforeMark();
  const mark = await markCommit(session, server);
  if (!mark) throw new Error("The transaction has no number.");
  return { session, mark };
}

describe("the outcome of a transaction", () => {
  let test: TestDatabase;
  let other: OwnedSession;
  const find = (mark: CommitMark, patienceMs = 1_500) =>
    findCommitOutcome(test.databases, test.ref, mark, forever, patienceMs);
  beforeAll(async () => {
    test = await createTestDatabase({ roles: ["mara"] });
    other = await openSession(test.parameters, { purpose: "test" });
    await other.execute("CREATE TABLE done (id int PRIMARY KEY)");
  });
  afterAll(async () => {
    await other.close();
    await test.close();
  });

  it("is waited for while the server still works on it", async () => {
    const { session, mark } = await beginMarked(test.parameters, 1);
    const stillOpen = await find(mark, 600);
    const waiting = find(mark, 10_000);
    await session.execute("COMMIT");
    const seen = [stillOpen, await waiting, await find({ ...mark, serverStart: "another start", isOnDisk: false })];
    await session.close();
    expect(seen).toEqual(["askAgain", "committed", "unknowable"]);
  });

  it("is that it was rolled back when its session ended, or nobody ever had its number", async () => {
    const { session, mark } = await beginMarked(test.parameters, 2);
    await session.close();
    expect([await find(mark), await find({ ...mark, xid: "4000000000" })]).toEqual(["rolledBack", "rolledBack"]);
  });

  it("is not guessed from another server", async () => {
    const { session, mark } = await beginMarked(test.parameters, 3);
    await session.execute("COMMIT");
    await session.close();
    expect(await find({ ...mark, systemId: "1" })).toBe("unknowable");
  });

  it("needs no mark where nothing was written, and no rights beyond everybody's", async () => {
    const session = await openSession(test.parametersFor("mara"), { purpose: "test" });
    const server = await readServerIdentity(session, {});
    await session.execute("BEGIN");
    expect([await markCommit(session, server), server.seesDisk, server.systemId === null]).toEqual([null, true, false]);
    await session.close();
  });

  it("is known less of where the role may not ask who the server is, and nothing breaks by that", async () => {
    const admin = await openSession(test.adminParameters, { purpose: "test" });
    for (const name of ["pg_control_system()", "pg_current_wal_flush_lsn()"])
      await admin.execute(`REVOKE EXECUTE ON FUNCTION pg_catalog.${name} FROM PUBLIC`);
    const { session, mark } = await beginMarked(test.parameters, 5);
    await session.execute("COMMIT");
    await session.close();
    expect([mark, await find(mark), await find({ ...mark, serverStart: "another start" })]).toMatchObject([
      { systemId: null, timeline: null, isOnDisk: false },
      "committed",
      "unknowable",
    ]);
    for (const name of ["pg_control_system()", "pg_current_wal_flush_lsn()"])
      await admin.execute(`GRANT EXECUTE ON FUNCTION pg_catalog.${name} TO PUBLIC`);
    await admin.close();
  });

  it("knows what reached the disk from what did not", async () => {
    const flush = async () => {
      await other.execute("SET synchronous_commit = on");
      await other.execute("CREATE TABLE IF NOT EXISTS flushed (n int)");
      await other.execute("INSERT INTO flushed VALUES (1)");
    };
    const { session, mark } = await beginMarked(test.parameters, 4, flush);
    await session.close();
    expect(mark.isOnDisk).toBe(true);
  });
});

describe("a server that is killed", () => {
  it("says afterwards what became of what it had acknowledged, or had on disk", async () => {
    const server = await startKillableServer();
    const reader = createRowReader(() => server.parameters);
    try {
      const setup = await openSession(server.parameters, { purpose: "test" });
      await setup.execute("CREATE TABLE done (id int PRIMARY KEY)");
      const flush = async () => void (await setup.execute("CREATE TABLE IF NOT EXISTS flushed (n int)"));
      const committed = await beginMarked(server.parameters, 1, flush);
      await committed.session.execute("COMMIT");
      const open = await beginMarked(server.parameters, 2);
      const find = (mark: CommitMark, patienceMs: number) =>
        findCommitOutcome(reader.databases, { connectionId: "any" }, mark, forever, patienceMs);
      await server.kill();
      const whileDown = await find(committed.mark, 700);
      await server.restart();
      const seen = [whileDown, await find(committed.mark, 20_000), await find(open.mark, 5_000)];
      expect(seen).toEqual(["askAgain", "committed", "rolledBack"]);
    } finally {
      await reader.databases.close();
      await server.close();
    }
  });
});
