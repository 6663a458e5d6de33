import { describe, expect, it } from "vitest";
import type { PortEvent, PortRequest } from "../../shared/rows/stream.ts";
import { type ClientPortEvents, createStreams } from "./streams.ts";

/** Ports whose other end is the test: it sees what the window posts and speaks as the database process. */
function createPorts() {
  const opened: { connectionId: string; posted: PortRequest[]; events: ClientPortEvents }[] = [];
  const openStream = createStreams((connectionId, events) => {
    const posted: PortRequest[] = [];
    opened.push({ connectionId, posted, events });
    return {
      post: (request) => {
        posted.push(request);
        if (request.kind === "open") queueMicrotask(() => events.onEvent({ kind: "opened", stream: request.stream }));
      },
      close: () => events.onClose(),
    };
  });
  return { opened, openStream };
}

const page = (stream: string): PortEvent => ({ kind: "page", stream, part: 0, buffer: new ArrayBuffer(0) });
const settle = () => new Promise((resolve) => setTimeout(resolve, 1));

describe("streams of a window", () => {
  it("share the port of their connection and hear what is theirs", async () => {
    const { opened, openStream } = createPorts();
    const heard: string[] = [];
    for (const [connectionId, stream] of [
      ["a", "one"],
      ["a", "two"],
      ["b", "one"],
    ] as const)
      await openStream(connectionId, stream, ({ kind }) => void heard.push(`${connectionId}.${stream}.${kind}`));
    expect(opened.map((port) => port.connectionId)).toEqual(["a", "b"]);
    heard.length = 0;
    opened[0]?.events.onEvent(page("two"));
    opened[1]?.events.onEvent(page("one"));
    opened[1]?.events.onEvent(page("nobody's"));
    expect(heard).toEqual(["a.two.page", "b.one.page"]);
  });

  it("give a page back when the listener has dealt with it, not before", async () => {
    const { opened, openStream } = createPorts();
    const dealt: (() => void)[] = [];
    await openStream("a", "one", ({ kind }) =>
      kind === "page" ? new Promise<void>((resolve) => dealt.push(resolve)) : undefined,
    );
    const port = opened[0];
    for (let count = 0; count < 2; count++) port?.events.onEvent(page("one"));
    await settle();
    expect(port?.posted).toEqual([{ kind: "open", stream: "one" }]);
    dealt[0]?.();
    await settle();
    expect(port?.posted.slice(1)).toEqual([{ kind: "credit", stream: "one", pages: 1 }]);
  });

  it("are closed once, and give nothing back afterwards", async () => {
    const { opened, openStream } = createPorts();
    const dealt: (() => void)[] = [];
    const close = await openStream("a", "one", ({ kind }) =>
      kind === "page" ? new Promise<void>((resolve) => dealt.push(resolve)) : undefined,
    );
    opened[0]?.events.onEvent(page("one"));
    close();
    close();
    dealt[0]?.();
    await settle();
    expect(opened[0]?.posted.slice(1)).toEqual([{ kind: "close", stream: "one" }]);
  });

  it("are told when the port breaks in the middle of a statement; the next stream gets a new port", async () => {
    const { opened, openStream } = createPorts();
    const heard: PortEvent[] = [];
    await openStream("a", "one", (event) => void heard.push(event));
    opened[0]?.events.onEvent({ kind: "begin", stream: "one", part: 3, sql: "SELECT 1" });
    opened[0]?.events.onClose();
    expect(heard.at(-1)).toMatchObject({ kind: "error", stream: "one", part: 3, error: { code: "connectionLost" } });
    await openStream("a", "one", () => undefined);
    expect(opened).toHaveLength(2);
  });

  it("reject when the port cannot be opened", async () => {
    const openStream = createStreams((_connectionId, events) => {
      setTimeout(() => events.onClose(), 0);
      return { post: () => undefined, close: () => undefined };
    });
    await expect(openStream("a", "one", () => undefined)).rejects.toMatchObject({ code: "connectionLost" });
  });
});
