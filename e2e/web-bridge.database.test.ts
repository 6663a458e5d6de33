import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../electron/testing/test-database.ts";
import { openTestHost, type TestHost } from "../electron/web/testing/open-test-host.ts";
import { startWebHost, type WebHost } from "../electron/web/web-host.ts";
import type { Bridge } from "../renderer/bridge/bridge.ts";
import { createWebBridge } from "../renderer/bridge/web-bridge.ts";
import type { Progress } from "../shared/ipc/declare.ts";
import { RowsPage } from "../shared/rows/page.ts";
import { lineOpener } from "./hosts/line-opener.ts";

const decode = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");

describe("the bridge of the browser host", () => {
  let database: TestDatabase;
  let test: TestHost;
  let cookie: string;
  let bridge: Bridge;
  let connectionId: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    await database.databases.write(database.ref, { purpose: "test" }, (session) =>
      session.execute("CREATE TABLE documents (id int PRIMARY KEY)"),
    );
    test = await openTestHost();
    cookie = await test.signIn();
    bridge = await createWebBridge(lineOpener(test.host.port, cookie));
    const { host, port, database: name, user, password } = database.parameters;
    const address = { host, port, tls: "disable", database: name, user, password: password ?? null } as const;
    const fields = { name: "Test", environment: "development", ...address } as const;
    connectionId = (await bridge.request("connections.save", { id: null, fields })).id;
  });
  afterAll(async () => {
    await test.close();
    await database.close();
  });

  const run = (sql: string, stream: string, signal?: AbortSignal) =>
    bridge.request(
      "editor.run",
      { ref: { connectionId }, sessionId: "tab", isReadOnly: true, sql, stream, firstPart: 0, maxRows: 0 },
      signal ? { signal } : {},
    );

  it("brings 100,000 rows to the page in order, past main, and main stays free", async () => {
    const numbers: number[] = [];
    const close = await bridge.openStream(connectionId, "rows", (event) => {
      if (event.kind !== "page") return;
      const page = new RowsPage(event.buffer, decode);
      for (let row = 0; row < page.rowCount; row++) numbers.push(Number(page.cell(row, 0)));
    });
    await bridge.request("diagnostics.eventLoop", { reset: true });
    const outcome = await run("SELECT n, repeat('x', 50) FROM generate_series(1, 100000) AS n", "rows");
    await expect.poll(() => numbers.length, { timeout: 20_000 }).toBe(100_000);
    expect(numbers.every((value, index) => value === index + 1)).toBe(true);
    expect(outcome.statements).toHaveLength(1);
    const { measuredMs } = await bridge.request("diagnostics.eventLoop", { reset: false });
    expect(measuredMs).toBeGreaterThan(50);
    close();
  });

  it("waits with the reading for a page that is slow, and lets go when the page closes the stream", async () => {
    const pages: number[] = [];
    const close = await bridge.openStream(connectionId, "slow", (event) => {
      if (event.kind !== "page") return undefined;
      pages.push(new RowsPage(event.buffer, decode).rowCount);
      return new Promise<void>(() => undefined);
    });
    const running = run("SELECT repeat('x', 500) FROM generate_series(1, 5000000)", "slow");
    await expect.poll(() => pages.length, { timeout: 20_000 }).toBeGreaterThan(0);
    await new Promise((wait) => setTimeout(wait, 500));
    expect(pages.length).toBeLessThan(20);
    close();
    expect(JSON.stringify(await running)).toContain("cancelled");
  });

  it("cancels by signal, and reports progress of operations to the page that asked only", async () => {
    const controller = new AbortController();
    const steps: Progress[] = [];
    const other = await createWebBridge(lineOpener(test.host.port, cookie));
    const overheard: unknown[] = [];
    other.subscribe("operation.progress", (event) => overheard.push(event));
    await bridge.request("indexes.check", { ref: { connectionId } }, { onProgress: (step) => steps.push(step) });
    const slow = bridge.request(
      "plans.run",
      { ref: { connectionId }, sql: "SELECT pg_sleep(30)", mode: "analyze", timeoutMs: 0 },
      { signal: controller.signal },
    );
    setTimeout(() => controller.abort(), 300);
    await expect(slow).rejects.toMatchObject({ code: "cancelled" });
    expect([steps.length > 0, overheard]).toEqual([true, []]);
  });

  it("rejects what waits when the host ends, and goes on when it is started again", async () => {
    const { port } = test.host;
    const states: boolean[] = [];
    bridge.subscribe("bridge.connection", ({ isConnected }) => states.push(isConnected));
    const input = { ref: { connectionId }, sql: "SELECT pg_sleep(30)", mode: "analyze", timeoutMs: 0 } as const;
    const waiting = bridge.request("plans.run", input).catch((error: unknown) => error);
    await new Promise((wait) => setTimeout(wait, 300));
    await test.host.close();
    expect(await waiting).toMatchObject({ code: expect.stringMatching(/connectionLost|cancelled/) });
    const again: WebHost = await startWebHost({ ...test.options, port });
    try {
      await expect.poll(() => states, { timeout: 10_000 }).toEqual([false, true]);
      expect((await bridge.request("connections.list", {})).map(({ name }) => name)).toContain("Test");
    } finally {
      await again.close();
    }
  });

  it("says that the link is used up when the host does not know the session", async () => {
    const third = await startWebHost({ ...test.options, dataFolder: `${test.options.dataFolder}-third` });
    await expect(createWebBridge(lineOpener(third.port, "steward=unknown"))).rejects.toMatchObject({
      code: "connectionFailed",
    });
    await third.close();
  });
});
