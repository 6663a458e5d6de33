import { describe, expect, it } from "vitest";
import type { WireRequest, WireResponse } from "../../shared/ipc/wire.ts";
import { createRequests } from "./requests.ts";
import { TopicHub } from "./topic-hub.ts";

/** A transport that answers with `answer` and remembers what was sent. */
function createTransport(answer: (request: WireRequest) => Promise<WireResponse>) {
  const sent: WireRequest[] = [];
  const topics = new TopicHub();
  const request = createRequests((message) => {
    sent.push(message);
    return answer(message);
  }, topics);
  return { request, sent, topics };
}

describe("requests of a window", () => {
  it("give the value, and reject with the error that the app answered", async () => {
    const { request, sent } = createTransport(async ({ channel }) =>
      channel === "connections.list"
        ? { ok: true, value: [] }
        : { ok: false, error: { code: "notFound", message: "gone", hint: "choose another" } },
    );
    expect(await request("connections.list", {})).toEqual([]);
    await expect(request("connections.remove", { id: "x" })).rejects.toMatchObject({
      code: "notFound",
      hint: "choose another",
    });
    expect(sent[0]).toEqual({ channel: "connections.list", input: {} });
  });

  it("hear the progress of their own operation only, and none after it ended", async () => {
    const steps: string[] = [];
    const { request, topics } = createTransport(async ({ operationId = "" }) => {
      topics.receive("operation.progress", { operationId, progress: { step: "mine" } });
      topics.receive("operation.progress", { operationId: "other", progress: { step: "other" } });
      queueMicrotask(() => setTimeout(() => topics.receive("operation.progress", { operationId, progress: {} }), 0));
      return { ok: true, value: {} };
    });
    await request("projects.list", {}, { onProgress: ({ step }) => steps.push(step) });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(steps).toEqual(["mine"]);
  });

  it("are cancelled by their signal, by the id they were sent with", async () => {
    const controller = new AbortController();
    const transport = createTransport(
      (message) =>
        new Promise((resolve) => {
          if (message.channel === "operations.cancel") resolve({ ok: true, value: true });
          else
            controller.signal.addEventListener("abort", () =>
              resolve({ ok: false, error: { code: "cancelled", message: "Cancelled." } }),
            );
        }),
    );
    const running = transport.request("projects.list", {}, { signal: controller.signal });
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
    const [first, second] = transport.sent;
    expect(second).toEqual({ channel: "operations.cancel", input: { operationId: first?.operationId } });
  });

  it("are not sent when their signal was aborted before", async () => {
    const { request, sent } = createTransport(async () => ({ ok: true, value: null }));
    await expect(request("projects.list", {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(sent).toEqual([]);
  });
});

describe("topics", () => {
  it("reach those who listen, until they stop; unknown ones reach nobody", () => {
    const topics = new TopicHub();
    const heard: string[] = [];
    const stop = topics.subscribe("branches.changed", ({ projectId }) => heard.push(projectId));
    topics.receive("branches.changed", { projectId: "a" });
    topics.receive("nonsense", { projectId: "b" });
    stop();
    topics.receive("branches.changed", { projectId: "c" });
    expect(heard).toEqual(["a"]);
  });
});
