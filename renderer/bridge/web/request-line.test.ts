import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LineMessage, LineRequest } from "../../../shared/ipc/wire.ts";
import { TopicHub } from "../topic-hub.ts";
import type { LineEvents } from "./line.ts";
import { openRequestLine } from "./request-line.ts";

/** A host that the test plays: every line that the window opens. */
function createHost() {
  const lines: { events: LineEvents; sent: LineRequest[] }[] = [];
  const state = { isUp: true };
  const openLine = (_path: string, events: LineEvents) => {
    const sent: LineRequest[] = [];
    lines.push({ events, sent });
    queueMicrotask(() => (state.isUp ? events.onOpen() : events.onClose()));
    return { send: (text: string) => void sent.push(JSON.parse(text)), close: () => events.onClose() };
  };
  const say = (message: LineMessage) => lines.at(-1)?.events.onMessage(JSON.stringify(message));
  return { lines, state, openLine, say };
}

describe("the line of requests", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("gives each request its own answer, in whatever order they come", async () => {
    const host = createHost();
    const line = await openRequestLine(host.openLine, "/bridge", new TopicHub());
    const answers = [1, 2].map((input) => line.send({ channel: "c", input }));
    host.say({ kind: "answer", id: 2, response: { ok: true, value: "second" } });
    host.say({ kind: "answer", id: 1, response: { ok: true, value: "first" } });
    expect(await Promise.all(answers)).toEqual([
      { ok: true, value: "first" },
      { ok: true, value: "second" },
    ]);
  });

  it("rejects what waits when it breaks, and opens again by itself", async () => {
    const host = createHost();
    const topics = new TopicHub();
    const states: boolean[] = [];
    topics.subscribe("bridge.connection", ({ isConnected }) => states.push(isConnected));
    const line = await openRequestLine(host.openLine, "/bridge", topics);
    const waiting = expect(line.send({ channel: "c", input: 1 })).rejects.toMatchObject({ code: "connectionLost" });
    host.state.isUp = false;
    host.lines.at(-1)?.events.onClose();
    await waiting;
    await expect(line.send({ channel: "c", input: 2 })).rejects.toMatchObject({ code: "connectionLost" });
    await vi.advanceTimersByTimeAsync(3000);
    host.state.isUp = true;
    await vi.advanceTimersByTimeAsync(5000);
    const answer = line.send({ channel: "c", input: 3 });
    host.say({ kind: "answer", id: host.lines.at(-1)?.sent.at(-1)?.id ?? 0, response: { ok: true, value: 3 } });
    expect([await answer, states]).toEqual([{ ok: true, value: 3 }, [false, true]]);
    expect(host.lines.length).toBeLessThan(10);
  });

  it("passes topics on", async () => {
    const host = createHost();
    const topics = new TopicHub();
    const heard: string[] = [];
    topics.subscribe("branches.changed", ({ projectId }) => heard.push(projectId));
    await openRequestLine(host.openLine, "/bridge", topics);
    host.say({ kind: "event", topic: "branches.changed", payload: { projectId: "sample" } });
    expect(heard).toEqual(["sample"]);
  });

  it("says so when it cannot be opened at all, and does not try again when it was closed", async () => {
    const host = createHost();
    host.state.isUp = false;
    await expect(openRequestLine(host.openLine, "/bridge", new TopicHub())).rejects.toMatchObject({
      code: "connectionFailed",
    });
    host.state.isUp = true;
    const line = await openRequestLine(host.openLine, "/bridge", new TopicHub());
    line.close();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(host.lines).toHaveLength(2);
  });
});
