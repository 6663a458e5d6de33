import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RowsPage } from "../../../shared/rows/page.ts";
import type { PortEvent, PortRequest } from "../../../shared/rows/stream.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import type { JobEvent, SessionJobs } from "../copy/session-jobs.ts";
import type { DataPort } from "./data-port.ts";
import { RemoteSessions } from "./remote-sessions.ts";
import { runDatabaseProcess } from "./run.ts";

const limits = { maxRows: 0, maxCellBytes: 1000, pageRows: 10 };
const decode = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");

const jobs: SessionJobs = {
  count: async (session, input, { report }) => {
    report({ step: "counting" });
    return (await session.query(`SELECT count(*) FROM generate_series(1, ${Number(input)})`)).rows[0]?.[0];
  },
  copy: async (session, _input, { signal }) => {
    let bytes = 0;
    const read = (_source: Buffer, start: number, end: number) => {
      bytes += end - start;
    };
    const rows = await session.copyOut("COPY (SELECT generate_series(1, 1000000)) TO STDOUT", {
      read,
      start: () => undefined,
    });
    return { rows, bytes, isAborted: signal.aborted };
  },
};

/** A database process in this process: messages are cloned on their way, as a host's are. */
function createProcess() {
  const toProcess: ((message: unknown) => void)[] = [];
  const toMain: ((message: unknown) => void)[] = [];
  const onExit: ((code: number | null) => void)[] = [];
  const deliver = (listeners: typeof toMain, message: unknown) => {
    const clone = structuredClone(message);
    setImmediate(() => {
      for (const listener of listeners) listener(clone);
    });
  };
  const process = runDatabaseProcess(
    {
      post: (message) => deliver(toMain, message),
      onMessage: (listener) => toProcess.push(listener),
    },
    jobs,
  );
  const sessions = new RemoteSessions({
    pid: 1,
    post: (message) => deliver(toProcess, message),
    onMessage: (listener) => toMain.push(listener),
    onExit: (listener) => onExit.push(listener),
    kill: () => undefined,
  });
  const exit = () => {
    for (const listener of onExit) listener(9);
  };
  return { process, sessions, exit };
}

/** The window's end of a data port, giving every page back at once unless told otherwise. */
function createWindow(givesBack = true) {
  const events: PortEvent[] = [];
  let ask: (request: PortRequest) => void = () => undefined;
  const port: DataPort = {
    post: (event) => {
      events.push(event);
      if (event.kind === "page" && givesBack)
        queueMicrotask(() => ask({ kind: "credit", stream: event.stream, pages: 1 }));
    },
    onRequest: (listener) => {
      ask = listener;
    },
    onClose: () => undefined,
    bufferedBytes: () => 0,
    close: () => undefined,
  };
  const rows = () =>
    events.flatMap((event) => {
      if (event.kind !== "page") return [];
      const page = new RowsPage(event.buffer, decode);
      return Array.from({ length: page.rowCount }, (_, row) => page.cell(row, 0));
    });
  return { port, events, rows, ask: (request: PortRequest) => ask(request) };
}

describe("a database process", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.close());

  it("answers with whole results and keeps sessions apart", async () => {
    const { sessions } = createProcess();
    const [first, second] = await Promise.all([0, 1].map(() => sessions.open(test.parameters, { purpose: "test" })));
    if (!first || !second) throw new Error("No sessions.");
    await first.query("BEGIN", [], limits);
    const pids = await Promise.all(
      [first, second].map((session) => session.query("SELECT pg_backend_pid()", [], limits)),
    );
    expect(pids.map((result) => result.rows)).toEqual([[[String(first.backendPid)]], [[String(second.backendPid)]]]);
    expect([first.transactionStatus, second.transactionStatus]).toEqual(["open", "idle"]);
    await Promise.all([first.close(), second.close()]);
  });

  it("sends rows to the window's port, not through main", async () => {
    const { process, sessions } = createProcess();
    const window = createWindow();
    process.attach("w", window.port);
    window.ask({ kind: "open", stream: "s" });
    const session = await sessions.open(test.parameters, { purpose: "test" });
    const target = { clientId: "w", stream: "s", part: 0 };
    const end = await session.stream(target, "SELECT generate_series(1, 95)", [], limits);
    expect([end.rows, end.command, end.isTruncated]).toEqual([95, "SELECT 95", false]);
    expect(window.rows()).toEqual(Array.from({ length: 95 }, (_, index) => String(index + 1)));
    expect(window.events.filter((event) => event.kind === "page")).toHaveLength(10);
    await session.close();
  });

  it("reads no further than the window can take, and stops when the window closes the stream", async () => {
    const { process, sessions } = createProcess();
    const window = createWindow(false);
    process.attach("w", window.port);
    window.ask({ kind: "open", stream: "s" });
    const session = await sessions.open(test.parameters, { purpose: "test" });
    const target = { clientId: "w", stream: "s", part: 0 };
    const sql = "SELECT repeat('x', 500) FROM generate_series(1, 2000000)";
    const running = expect(session.stream(target, sql, [], limits)).rejects.toMatchObject({ code: "cancelled" });
    await new Promise((resolve) => setTimeout(resolve, 500));
    // Pages of what had arrived when the reading stopped may follow; a million rows may not.
    expect(window.rows().length).toBeLessThan(20_000);
    window.ask({ kind: "close", stream: "s" });
    await running;
    expect((await session.query("SELECT 1", [], limits)).rows).toEqual([["1"]]);
    await session.close();
  });

  it("reports errors as it would in this process", async () => {
    const { sessions } = createProcess();
    await expect(sessions.open({ ...test.parameters, password: "wrong" }, { purpose: "test" })).rejects.toMatchObject({
      code: "authenticationFailed",
    });
    const session = await sessions.open(test.parameters, { purpose: "test" });
    await expect(session.query("SELECT nonsense", [], limits)).rejects.toMatchObject({
      code: "sql",
      details: { postgres: { position: 8 } },
    });
    const controller = new AbortController();
    const slow = session.query("SELECT pg_sleep(30)", [], limits, controller.signal);
    setTimeout(() => controller.abort(), 50);
    await expect(slow).rejects.toMatchObject({ code: "cancelled" });
    await session.close();
    await expect(session.query("SELECT 1", [], limits)).rejects.toMatchObject({ code: "connectionLost" });
  });

  it("takes its own sessions with it when it dies, and says so", async () => {
    const doomed = createProcess();
    const other = createProcess();
    const lost = await doomed.sessions.open(test.parameters, { purpose: "test" });
    const kept = await other.sessions.open(test.parameters, { purpose: "test" });
    const reason = new Promise<Error>((resolve) => lost.onLost(resolve));
    const running = expect(lost.query("SELECT pg_sleep(30)", [], limits)).rejects.toMatchObject({
      code: "processLost",
    });
    doomed.exit();
    await running;
    expect(await reason).toMatchObject({ code: "processLost" });
    expect((await kept.query("SELECT 1", [], limits)).rows).toEqual([["1"]]);
    await kept.close();
    await test.databases.write(test.ref, { purpose: "test" }, (session) =>
      session.execute("SELECT pg_terminate_backend($1::int)", [lost.backendPid]),
    );
  });

  it("does a job where the session lives, and tells of its statements and its progress", async () => {
    const { sessions } = createProcess();
    const session = await sessions.open(test.parameters, { purpose: "test" });
    const events: JobEvent[] = [];
    const answer = await session.job("count", 7, (event) => events.push(event));
    expect([answer, events]).toEqual([
      "7",
      [
        { kind: "progress", progress: { step: "counting" } },
        {
          kind: "statement",
          record: {
            cause: "",
            sql: "SELECT count(*) FROM generate_series(1, 7)",
            durationMs: expect.any(Number),
            rows: 1,
            error: null,
          },
        },
      ],
    ]);
    expect(await session.job("copy", null, () => undefined)).toEqual({
      rows: 1_000_000,
      bytes: 6_888_896,
      isAborted: false,
    });
    await session.close();
  });

  it("stops a job that is cancelled, and the session goes on", async () => {
    const { sessions } = createProcess();
    const session = await sessions.open(test.parameters, { purpose: "test" });
    const stop = new AbortController();
    const running = session.job("copy", null, () => undefined, stop.signal);
    setTimeout(() => stop.abort(), 30);
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
    expect((await session.query("SELECT 6 * 7", [], limits)).rows).toEqual([["42"]]);
    await expect(session.job("unheard of", null, () => undefined)).rejects.toMatchObject({ code: "internal" });
    await session.close();
  });
});
