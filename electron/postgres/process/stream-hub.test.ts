import { describe, expect, it } from "vitest";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { initialCredit, type PortEvent, type PortRequest } from "../../../shared/rows/stream.ts";
import type { DataPort } from "./data-port.ts";
import { StreamHub } from "./stream-hub.ts";

/** A port whose other end is this test. */
function createPort() {
  const events: PortEvent[] = [];
  let ask: (request: PortRequest) => void = () => undefined;
  let hangUp: () => void = () => undefined;
  const port: DataPort = {
    post: (event) => events.push(event),
    onRequest: (listener) => {
      ask = listener;
    },
    onClose: (listener) => {
      hangUp = listener;
    },
    bufferedBytes: () => 0,
    close: () => undefined,
  };
  return { port, events, ask: (request: PortRequest) => ask(request), hangUp: () => hangUp() };
}

function createFlow() {
  const calls: string[] = [];
  return { calls, pause: () => calls.push("pause"), resume: () => calls.push("resume") };
}

const target = { clientId: "window-1", stream: "s1", part: 0 };
const end = { command: "SELECT 1", rows: 1, durationMs: 1, isTruncated: false };

function createOpenStream() {
  const hub = new StreamHub();
  const client = createPort();
  hub.attach("window-1", client.port);
  client.ask({ kind: "open", stream: "s1" });
  return { hub, client };
}

describe("streams of a data port", () => {
  it("carry a statement from its begin to its end", () => {
    const { hub, client } = createOpenStream();
    const part = hub.begin(target, "SELECT 1");
    const page = new ArrayBuffer(20);
    part.start(createFlow());
    part.columns([]);
    part.page(page);
    part.end(end);
    expect(client.events).toEqual([
      { kind: "opened", stream: "s1" },
      { kind: "begin", stream: "s1", part: 0, sql: "SELECT 1" },
      { kind: "columns", stream: "s1", part: 0, columns: [] },
      { kind: "page", stream: "s1", part: 0, buffer: page },
      { kind: "end", stream: "s1", part: 0, end },
    ]);
  });

  it("are waited for while the window opens them, and not for ever", async () => {
    const hub = new StreamHub();
    const client = createPort();
    hub.attach("window-1", client.port);
    const opened = Promise.all([hub.whenOpened(target, undefined, 60_000), hub.whenOpened(target, undefined, 60_000)]);
    client.ask({ kind: "open", stream: "s1" });
    await opened;
    await hub.whenOpened(target);
    hub.begin(target, "SELECT 1");
    const other = { ...target, stream: "never" };
    await hub.whenOpened(other, undefined, 1);
    await hub.whenOpened(other, AbortSignal.abort());
    const leaving = new AbortController();
    const left = hub.whenOpened(other, leaving.signal, 60_000);
    leaving.abort();
    await left;
    expect(() => hub.begin(other, "SELECT 1")).toThrow("The line for these rows broke");
  });

  it("stop the reading when the window has not given pages back, and go on when it has", () => {
    const { hub, client } = createOpenStream();
    const part = hub.begin(target, "SELECT 1");
    const flow = createFlow();
    part.start(flow);
    for (let page = 0; page < initialCredit; page++) part.page(new ArrayBuffer(20));
    expect(flow.calls).toEqual(["pause"]);
    client.ask({ kind: "credit", stream: "s1", pages: 2 });
    expect(flow.calls).toEqual(["pause", "resume"]);
  });

  it("let the session go on when a statement ended without credit left: what it sends next must be heard", () => {
    for (const how of ["end", "fail"] as const) {
      const { hub } = createOpenStream();
      const part = hub.begin(target, "SELECT 1");
      const flow = createFlow();
      part.start(flow);
      for (let page = 0; page < initialCredit; page++) part.page(new ArrayBuffer(20));
      if (how === "end") part.end(end);
      else part.fail(new AppError("sql", "division by zero"));
      expect(flow.calls).toEqual(["pause", "resume"]);
    }
  });

  it("begin the next statement paused when no credit is left", () => {
    const { hub } = createOpenStream();
    const first = hub.begin(target, "SELECT 1");
    first.start(createFlow());
    for (let page = 0; page < initialCredit; page++) first.page(new ArrayBuffer(20));
    first.end(end);
    const flow = createFlow();
    hub.begin({ ...target, part: 1 }, "SELECT 2").start(flow);
    expect(flow.calls).toEqual(["pause"]);
  });

  it("give no more credit than a window can have, whatever it claims", () => {
    const { hub, client } = createOpenStream();
    const part = hub.begin(target, "SELECT 1");
    const flow = createFlow();
    part.start(flow);
    client.ask({ kind: "credit", stream: "s1", pages: 1_000_000 });
    client.ask({ kind: "credit", stream: "s1", pages: -5 });
    for (let page = 0; page < initialCredit * 2; page++) part.page(new ArrayBuffer(20));
    expect(flow.calls.at(-1)).toBe("pause");
  });

  it("end what runs when the window closes the stream or goes away", () => {
    for (const leave of ["close", "hang up"] as const) {
      const { hub, client } = createOpenStream();
      const part = hub.begin(target, "SELECT 1");
      const flow = createFlow();
      part.start(flow);
      if (leave === "close") client.ask({ kind: "close", stream: "s1" });
      else client.hangUp();
      expect([part.gone.aborted, flow.calls]).toEqual([true, ["resume"]]);
      expect(() => hub.begin(target, "SELECT 2")).toThrow(AppError);
    }
  });

  it("belong to the window that opened them", () => {
    const { hub } = createOpenStream();
    const stranger = createPort();
    hub.attach("window-2", stranger.port);
    stranger.ask({ kind: "close", stream: "s1" });
    expect(() => hub.begin({ ...target, clientId: "window-2" }, "SELECT 1")).toThrow(
      "broke before the statement was sent",
    );
    expect(hub.begin(target, "SELECT 1").gone.aborted).toBe(false);
  });

  it("report a failure as plain data", () => {
    const { hub, client } = createOpenStream();
    hub.begin(target, "SELECT 1/0").fail(new AppError("sql", "division by zero"));
    expect(client.events.at(-1)).toEqual({
      kind: "error",
      stream: "s1",
      part: 0,
      error: { code: "sql", message: "division by zero" },
    });
  });
});
