import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MonitoredSession } from "../../shared/monitor/model.ts";
import { type BlockingNode, buildBlockingForest } from "../../shared/monitor/rules/blocking-tree.ts";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createMonitorHandlers } from "./handlers.ts";

let test: TestDatabase;
const context = { signal: new AbortController().signal, report: () => undefined, clientId: "test" };
const handlers = () => createMonitorHandlers({ databases: test.databases });
const look = () => handlers()["monitor.sample"]({ ref: test.ref }, context);
const open = (purpose: string, role?: string) =>
  openSession(role === undefined ? test.parameters : test.parametersFor(role), { purpose });

beforeAll(async () => {
  test = await createTestDatabase({ roles: ["guest"] });
  await test.databases.write(test.ref, { purpose: "test" }, async (session) => {
    await session.execute(`CREATE TABLE "the ""stock" (id int PRIMARY KEY, amount int)`);
    await session.execute(`INSERT INTO "the ""stock" SELECT n, n FROM generate_series(1, 1000) AS n`);
  });
});
afterAll(() => test.close());

/** Looks until the sessions of this test are as wanted; the last look is what the test goes on with. */
async function lookUntil(test_: (sessions: readonly MonitoredSession[]) => boolean) {
  for (let tries = 0; ; tries++) {
    const sample = await look();
    if (test_(sample.sessions) || tries === 100) return sample;
    await sleep(50);
  }
}

const waitsFor = (pid: number) => (sessions: readonly MonitoredSession[]) =>
  sessions.some((session) => session.pid === pid && session.blockedBy.length > 0);

/** A three-level chain: one holds the row, one waits for it with a lock on another row, one waits for that. */
async function makeChain() {
  const [root, middle, last] = await Promise.all([open("root"), open("middle"), open("last")]);
  const all = [root, middle, last];
  const begin = (session: OwnedSession) => session.execute("BEGIN");
  await Promise.all(all.map(begin));
  await root.execute(`UPDATE "the ""stock" SET amount = 0 WHERE id = 1`);
  await middle.execute(`UPDATE "the ""stock" SET amount = 0 WHERE id = 2`);
  const middleWaits = middle.execute(`UPDATE "the ""stock" SET amount = 0 WHERE id = 1`);
  await lookUntil(waitsFor(middle.backendPid));
  const lastWaits = last.execute(`UPDATE "the ""stock" SET amount = 0 WHERE id = 2`);
  const close = () => Promise.all(all.map((session) => session.close()));
  return { root, middle, last, middleWaits, lastWaits, close };
}

const brief = ({ pid, frees, waiting }: BlockingNode): unknown => [pid, frees, ...waiting.map(brief)];

describe("a look at a server", () => {
  it("shows a chain of three as a tree; ending its root, which runs nothing, frees the others", async () => {
    const { root, middle, last, middleWaits, lastWaits, close } = await makeChain();
    const sample = await lookUntil(waitsFor(last.backendPid));
    const { roots } = buildBlockingForest(sample);
    const tree = roots.find(({ pid }) => pid === root.backendPid);
    expect(tree && brief(tree)).toEqual([root.backendPid, 2, [middle.backendPid, 1, [last.backendPid, 0]]]);
    expect(tree?.session).toMatchObject({ state: "idle in transaction", isSteward: true, awaited: null });
    expect(tree?.waiting[0]?.session).toMatchObject({
      waitType: "Lock",
      statement: `UPDATE "the ""stock" SET amount = 0 WHERE id = 1`,
      awaited: { mode: "Share", kind: "transactionid", waitedSeconds: expect.any(Number) },
    });

    const shown = tree?.session;
    if (!shown) throw new Error("the root is shown");
    const target = { ref: test.ref, pid: shown.pid, startedAt: shown.startedAt };
    const lost = new Promise((resolve) => root.onLost(resolve));
    // Its statement is over: there is nothing to cancel, and nothing is said to have been.
    const cancel = { ...target, statementStartedAt: shown.statementStartedAt, how: "cancel" } as const;
    await handlers()["monitor.endSession"](cancel, context);
    expect(root.transactionStatus).toBe("open");
    const end = { ...target, statementStartedAt: null, how: "terminate" } as const;
    expect(await handlers()["monitor.endSession"](end, context)).toEqual({ outcome: "ended" });
    await lost;
    await middleWaits;
    await middle.execute("ROLLBACK");
    await lastWaits;
    await close();
    await expect(handlers()["monitor.endSession"](end, context)).rejects.toMatchObject({ code: "notFound" });
  });

  it("cancels exactly the statement that was looked at, and not the one after it", async () => {
    const session = await open("busy");
    const busy = session.query("SELECT pg_sleep(60), 'one'");
    const isBusy = ({ pid, statement }: MonitoredSession) =>
      pid === session.backendPid && statement?.includes("'one'") === true;
    const shown = (await lookUntil((sessions) => sessions.some(isBusy))).sessions.find(isBusy);
    if (!shown) throw new Error("it is shown");
    const { pid, startedAt, statementStartedAt } = shown;
    const cancel = { ref: test.ref, pid, startedAt, statementStartedAt, how: "cancel" } as const;
    const cancelled = expect(busy).rejects.toMatchObject({ details: { postgres: { sqlstate: "57014" } } });
    expect(await handlers()["monitor.endSession"](cancel, context)).toEqual({ outcome: "ended" });
    await cancelled;
    const next = session.query("SELECT pg_sleep(0.3), 'two'");
    await lookUntil((sessions) => sessions.some((one) => one.pid === pid && one.statement?.includes("'two'") === true));
    await expect(handlers()["monitor.endSession"](cancel, context)).rejects.toMatchObject({
      code: "notFound",
      message: expect.stringContaining("Nothing was cancelled"),
    });
    expect((await next).rows).toEqual([["", "two"]]);
    await session.close();
  });

  it("hides passwords, counts the server's limits, and reads locks by their table", async () => {
    const session = await open("locker");
    await session.execute("BEGIN");
    await session.execute(`LOCK TABLE "the ""stock" IN SHARE ROW EXCLUSIVE MODE`);
    const secret = session.query("SELECT 'password=hunter2' FROM pg_sleep(0.2)");
    const sample = await lookUntil((sessions) =>
      sessions.some(({ statement }) => statement?.includes("pg_sleep(0.2)")),
    );
    await secret;
    expect(JSON.stringify(sample)).not.toContain("hunter2");
    expect(sample.server.maxConnections).toBeGreaterThan(sample.server.reservedConnections);
    expect(sample.database).toBe(test.parameters.database);
    expect([sample.prepared, sample.progress, sample.writes, sample.replication].map(({ state }) => state)).toEqual(
      Array(4).fill("readable"),
    );
    expect(sample.io.state).toBe(sample.server.versionNumber >= 160000 ? "readable" : "unreadable");
    const locks = await handlers()["monitor.locks"]({ ref: test.ref }, context);
    expect(locks.filter(({ pid, kind }) => pid === session.backendPid && kind === "relation")).toContainEqual(
      expect.objectContaining({ relation: 'public.the "stock', mode: "ShareRowExclusive", isGranted: true }),
    );
    await session.execute("ROLLBACK");
    await session.close();
  });

  it("says what a role without rights may not see, and that it may not end it", async () => {
    const busy = await open("secret");
    const guest = await open("guest", "guest");
    const asGuest = createMonitorHandlers({
      databases: {
        ...test.databases,
        read: (_ref, _cause, run) => run(guest),
        write: (_ref, _options, run) => run(guest),
      },
    });
    await guest.execute("BEGIN READ ONLY");
    const sample = await asGuest["monitor.sample"]({ ref: test.ref }, context);
    await guest.execute("COMMIT");
    const shown = sample.sessions.find(({ pid }) => pid === busy.backendPid);
    expect(shown).toMatchObject({ isHidden: true, statement: null, state: null, user: test.parameters.user });
    const { startedAt } = (await look()).sessions.find(({ pid }) => pid === busy.backendPid) ?? { startedAt: "" };
    const target = {
      ref: test.ref,
      pid: busy.backendPid,
      startedAt,
      statementStartedAt: null,
      how: "terminate",
    } as const;
    await expect(asGuest["monitor.endSession"](target, context)).rejects.toMatchObject({ code: "refused" });
    expect((await busy.query("SELECT 1")).rows).toEqual([["1"]]);
    await guest.close();
    await busy.close();
  });
});
