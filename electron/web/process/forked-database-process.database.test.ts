import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { RowsPage } from "../../../shared/rows/page.ts";
import { decodePortEvent, type PortEvent, type PortRequest } from "../../../shared/rows/stream.ts";
import { DatabaseProcesses } from "../../app/running/database-processes.ts";
import { EventLoopWatch } from "../../app/running/event-loop-watch.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { ForkedDatabaseProcess } from "./forked-database-process.ts";

const limits = { maxRows: 0, maxCellBytes: 1000, pageRows: 1000 };
const decode = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");

/** The tab's end of a data socket. */
async function openTab(port: number) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/data`);
  socket.binaryType = "arraybuffer";
  const events: PortEvent[] = [];
  const listeners: ((event: PortEvent) => void)[] = [];
  const ask = (request: PortRequest) => socket.send(JSON.stringify(request));
  socket.on("message", (data: ArrayBuffer, isBinary) => {
    const event = decodePortEvent(isBinary ? data : decode(new Uint8Array(data)), decode);
    events.push(event);
    for (const listener of listeners) listener(event);
  });
  await new Promise((done, failed) => socket.on("open", done).on("error", failed));
  const heard = (kind: PortEvent["kind"]) =>
    new Promise<void>((done) => {
      listeners.push((event) => {
        if (event.kind === kind) done();
      });
    });
  return { socket, events, ask, listeners, heard };
}

describe("a database process as a child of plain Node", () => {
  let test: TestDatabase;
  const started: ForkedDatabaseProcess[] = [];
  const lost: string[] = [];
  const processes = new DatabaseProcesses(
    () => {
      const file = resolve(import.meta.dirname, "database-process.ts");
      const process = new ForkedDatabaseProcess({ file, execArgv: ["--import", "tsx"], log: () => undefined });
      started.push(process);
      return process;
    },
    (connectionId) => lost.push(connectionId),
  );
  const server = createServer().on("upgrade", (request, socket) => {
    processes.handleOf("a");
    started.at(-1)?.attach("tab", request, socket as Socket); // http gives net.Sockets
  });
  const port = () => (server.address() as AddressInfo).port;
  beforeAll(async () => {
    test = await createTestDatabase();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterAll(async () => {
    await processes.close();
    server.closeAllConnections();
    server.close();
    await test.close();
  });

  it("sends 100,000 rows to the tab over the socket that main gave away, in order, and main stays free", async () => {
    const tab = await openTab(port());
    const opened = tab.heard("opened");
    tab.ask({ kind: "open", stream: "s" });
    await opened;
    const session = await processes.openerOf("a")(test.parameters, { purpose: "test" });
    const numbers: number[] = [];
    tab.listeners.push((event) => {
      if (event.kind !== "page") return;
      const page = new RowsPage(event.buffer, decode);
      for (let row = 0; row < page.rowCount; row++) numbers.push(Number(page.cell(row, 0)));
      tab.ask({ kind: "credit", stream: "s", pages: 1 });
    });
    const ended = tab.heard("end");
    const watch = new EventLoopWatch();
    watch.reset();
    const sql = "SELECT n, repeat('x', 100) FROM generate_series(1, 100000) AS n";
    const end = await session.stream({ clientId: "tab", stream: "s", part: 0 }, sql, [], limits);
    await ended;
    expect([end.rows, numbers.length, numbers.every((value, index) => value === index + 1)]).toEqual([
      100_000,
      100_000,
      true,
    ]);
    // This process decodes as the tab, too; the figure that counts is measured with a real tab.
    expect(watch.read().maxBusyMs).toBeLessThan(200);
    watch.close();
    tab.socket.close();
    await session.close();
  });

  it("stops reading when the tab is closed", async () => {
    const tab = await openTab(port());
    const opened = tab.heard("opened");
    tab.ask({ kind: "open", stream: "s" });
    await opened;
    const session = await processes.openerOf("a")(test.parameters, { purpose: "test" });
    const target = { clientId: "tab", stream: "s", part: 0 };
    const running = expect(
      session.stream(target, "SELECT repeat('x', 500) FROM generate_series(1, 5000000)", [], limits),
    ).rejects.toMatchObject({ code: "cancelled" });
    await tab.heard("page");
    tab.socket.terminate();
    await running;
    expect((await session.query("SELECT 1", [], limits)).rows).toEqual([["1"]]);
    await session.close();
  });

  it("hangs up on a tab that says something else", async () => {
    const tab = await openTab(port());
    const closed = new Promise((done) => tab.socket.on("close", done));
    tab.socket.send(JSON.stringify({ kind: "open", stream: "s", more: 1 }));
    expect(await closed).toBe(1008);
  });

  it("is started anew after it was killed; what it held is lost, and said so once", async () => {
    const session = await processes.openerOf("a")(test.parameters, { purpose: "test" });
    const [first] = started;
    const running = expect(session.query("SELECT pg_sleep(30)", [], limits)).rejects.toMatchObject({
      code: "processLost",
    });
    process.kill(first?.pid ?? 0, "SIGKILL");
    await running;
    expect(lost).toEqual(["a"]);
    const next = await processes.openerOf("a")(test.parameters, { purpose: "test" });
    expect((await next.query("SELECT 1", [], limits)).rows).toEqual([["1"]]);
    expect(started).toHaveLength(2);
    await next.close();
  });

  it("knows nothing of main's environment but what it needs", async () => {
    const session = await processes.openerOf("a")(test.parameters, { purpose: "test" });
    const environment = await readFile(`/proc/${started.at(-1)?.pid}/environ`, "utf8").catch(() => "PATH=?");
    const names = environment.split("\0").flatMap((pair) => (pair ? [pair.split("=")[0]] : []));
    const known = ["PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "SYSTEMROOT"];
    expect(names.filter((name) => !known.includes(name ?? "") && !name?.startsWith("NODE_CHANNEL"))).toEqual([]);
    await session.close();
  });
});
