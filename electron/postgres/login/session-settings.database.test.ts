// Which settings a session has on a real server, and what is left of them behind a pooler that refuses them at connect.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultTimeouts, timeoutsOf } from "../../../shared/connections/timeouts.ts";
import { type StrictPooler, startStrictPooler } from "../../testing/strict-pooler.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { openSession } from "../connect.ts";
import { createDatabases } from "../create-databases.ts";
import { createLocalSessions } from "../process/local-sessions.ts";
import { StreamHub } from "../process/stream-hub.ts";
import type { ConnectParameters } from "../session.ts";

const ref = { connectionId: "c" };
const names = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"] as const;
const question = `SELECT ${names.map((name) => `pg_catalog.current_setting('${name}')`).join(", ")}`;
let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const databasesOf = (parameters: ConnectParameters) => {
  const open = createLocalSessions(new StreamHub());
  const nothing = () => undefined;
  return createDatabases({ resolve: async () => parameters, opener: () => open, observe: nothing, onLost: nothing });
};

describe("the time-outs of a connection", () => {
  const settingsFor = async (timeouts: ReturnType<typeof timeoutsOf>) => {
    const databases = databasesOf({ ...test.parameters, timeouts });
    try {
      const read = await databases.read(ref, "test", (session) => session.query(question));
      const edits = await databases.write(ref, { purpose: "edits", timeouts: "own" }, (s) => s.query(question));
      const tab = await databases.write(ref, { purpose: "editor", timeouts: "tab" }, (s) => s.query(question));
      const job = await databases.write(ref, { purpose: "apply" }, (s) => s.query(question));
      return [read, edits, tab, job].map(({ rows }) => rows[0]);
    } finally {
      await databases.close();
    }
  };

  it("are what the server holds, by use", async () => {
    expect(await settingsFor(defaultTimeouts("production", "db"))).toEqual([
      ["30s", "3s", "1min"],
      ["30s", "3s", "0"],
      ["0", "0", "5min"],
      ["0", "0", "0"],
    ]);
    const own = { statementMs: 1_500, lockMs: 0, tabStatementMs: 60_000, tabLockMs: 250, idleInTransactionMs: 90_000 };
    expect(await settingsFor(timeoutsOf("local", "db", own))).toEqual([
      ["1500ms", "0", "1min"],
      ["1500ms", "0", "0"],
      ["1min", "250ms", "90s"],
      ["0", "0", "0"],
    ]);
  });

  it("leave a tab what the role has of its own, and end what takes too long", async () => {
    const role = test.parameters.user;
    const admin = await openSession(test.adminParameters, { purpose: "admin" });
    await admin.execute(`ALTER ROLE "${role}" SET statement_timeout = '77s'`);
    await admin.close();
    const timeouts = timeoutsOf("staging", "db", { statementMs: 80 });
    expect((await settingsFor(timeouts))[2]).toEqual(["77s", "0", "0"]);
    const databases = databasesOf({ ...test.parameters, timeouts });
    const slow = databases.read(ref, "test", (session) => session.query("SELECT pg_catalog.pg_sleep(20)"));
    await expect(slow).rejects.toMatchObject({ code: "timeout" });
    await databases.close();
  });
});

// Only Linux answers on every address of 127/8.
describe.runIf(process.platform === "linux")("behind a transaction pooler", () => {
  let pooler: StrictPooler;
  const pooledHost = "127.0.0.2";
  beforeAll(async () => {
    pooler = await startStrictPooler(pooledHost, test.parameters.port);
  });
  afterAll(() => pooler.close());

  it("what is sent at connect is refused, so nothing is", async () => {
    const pooled = { ...test.parameters, host: pooledHost };
    const options = { purpose: "test", settings: { lock_timeout: "1s" } };
    await expect(openSession(pooled, options)).rejects.toThrow("unsupported startup parameter");
    const session = await openSession({ ...pooled, directHost: "127.0.0.1" }, options);
    expect((await session.query("SHOW lock_timeout")).rows).toEqual([["0"]]);
    await session.close();
  });

  it("reads go through it with their limits in each transaction, and held sessions go past it", async () => {
    const timeouts = timeoutsOf("production", "db");
    const databases = databasesOf({ ...test.parameters, host: pooledHost, directHost: "127.0.0.1", timeouts });
    const before = pooler.passed();
    const inside = await databases.read(ref, "test", (session) =>
      session.query(`${question}, pg_catalog.current_setting('transaction_read_only')`),
    );
    const after = await databases.read(ref, "test", (session) => session.query("SHOW search_path"), {
      searchPath: "user",
    });
    const readsPassed = pooler.passed() - before;
    const tab = await databases.write(ref, { purpose: "editor", timeouts: "tab" }, (session) =>
      session.query(question),
    );
    expect({
      inside: inside.rows,
      after: after.rows,
      readsPassed,
      tab: tab.rows,
      all: pooler.passed() - before,
    }).toEqual({
      inside: [["30s", "3s", "1min", "on"]],
      after: [['"$user", public']],
      readsPassed: 1,
      tab: [["77s", "0", "5min"]],
      all: 1,
    });
    await databases.close();
  });
});
