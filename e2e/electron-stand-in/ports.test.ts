import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { MessageChannelMain, type MessagePortMain, PortHub } from "./ports.ts";

/** Two processes, joined as by a line. */
function createProcesses(): [PortHub, PortHub] {
  const hubs: [PortHub, PortHub] = [
    new PortHub("a", (message) => setImmediate(() => hubs[1].receive(structuredClone(message)))),
    new PortHub("b", (message) => setImmediate(() => hubs[0].receive(structuredClone(message)))),
  ];
  return hubs;
}

function listen(port: MessagePortMain | undefined): unknown[] {
  const heard: unknown[] = [];
  port?.on("message", ({ data }) => heard.push(data));
  port?.on("close", () => heard.push("closed"));
  port?.start();
  return heard;
}

describe("MessageChannelMain", () => {
  it("keeps messages until the port is started, in order, and tells of the end", async () => {
    const { port1, port2 } = new MessageChannelMain();
    port1.postMessage({ n: 1 });
    port1.postMessage({ n: 2 });
    const heard = listen(port2);
    port1.close();
    await wait(10);
    expect(heard).toEqual([{ n: 1 }, { n: 2 }, "closed"]);
  });

  it("works after one end moved to another process, both ways", async () => {
    const [here, there] = createProcesses();
    const { port1, port2 } = new MessageChannelMain();
    port1.postMessage("early");
    const [moved] = there.take(here.give([port2]));
    const atThere = listen(moved);
    const atHere = listen(port1);
    port1.postMessage("late");
    moved?.postMessage("back");
    await wait(10);
    moved?.close();
    await wait(10);
    expect([atThere, atHere]).toEqual([
      ["early", "late", "closed"],
      ["back", "closed"],
    ]);
  });

  it("sends what waited after the message that brings the port", async () => {
    const order: string[] = [];
    const hub = new PortHub("a", ({ kind, ...message }) => order.push("data" in message ? String(message.data) : kind));
    const { port1, port2 } = new MessageChannelMain();
    port1.postMessage("early");
    hub.give([port2]);
    order.push("the port");
    port1.postMessage("at once");
    await wait(1);
    port1.postMessage("later");
    port1.close();
    expect(order).toEqual(["the port", "early", "at once", "later", "portClosed"]);
  });

  it("carries a port inside a message of a moved port", async () => {
    const [here, there] = createProcesses();
    const outer = new MessageChannelMain();
    const [moved] = there.take(here.give([outer.port2]));
    const arrived = new Promise<MessagePortMain | undefined>((resolve) =>
      moved?.on("message", ({ ports }) => resolve(ports[0])),
    );
    moved?.start();
    const inner = new MessageChannelMain();
    outer.port1.postMessage("take this", [inner.port2]);
    const heard = listen(inner.port1);
    (await arrived)?.postMessage("hello");
    await wait(10);
    expect(heard).toEqual(["hello"]);
  });

  it("closes every port of a process that is gone, and refuses a port that was given away", async () => {
    const [here] = createProcesses();
    const { port1, port2 } = new MessageChannelMain();
    here.give([port2]);
    const heard = listen(port1);
    expect(() => port2.postMessage(1)).toThrow("already transferred");
    here.dispose();
    await wait(10);
    expect(heard).toEqual(["closed"]);
  });
});
