import { afterEach, describe, expect, it } from "vitest";
import type { DataPortHandOver, DesktopApi } from "../../shared/ipc/desktop-api.ts";
import type { WireRequest } from "../../shared/ipc/wire.ts";
import type { PortEvent, PortRequest } from "../../shared/rows/stream.ts";
import { createDesktopBridge } from "./desktop-bridge.ts";

/** A preload that the test plays. */
function createPreload() {
  const listeners = new Map<string, (payload: unknown) => void>();
  const sent: WireRequest[] = [];
  const api: DesktopApi = {
    request: async (request) => {
      sent.push(request);
      if (request.channel === "connections.remove") throw new Error("reply was never sent");
      return { ok: true, value: [] };
    },
    subscribe: (topic, listener) => {
      listeners.set(topic, listener);
      return () => listeners.delete(topic);
    },
  };
  return { api, sent, tell: (topic: string, payload: unknown) => listeners.get(topic)?.(payload) };
}

describe("the desktop bridge", () => {
  const ports: MessagePort[] = [];
  afterEach(() => {
    for (const port of ports.splice(0)) port.close();
  });

  /** A database process at the other end of the ports: it answers `open` and shows what it heard. */
  function createProcess() {
    const heard: PortRequest[] = [];
    const handedOver: DataPortHandOver[] = [];
    const handOver = (message: DataPortHandOver, port: MessagePort) => {
      handedOver.push(message);
      ports.push(port);
      port.onmessage = ({ data }: MessageEvent<PortRequest>) => {
        heard.push(data);
        if (data.kind !== "open") return;
        port.postMessage({ kind: "opened", stream: data.stream } satisfies PortEvent);
        const buffer = new Uint8Array([1, 2, 3]).buffer;
        port.postMessage({ kind: "page", stream: data.stream, part: 0, buffer } satisfies PortEvent);
      };
    };
    return { heard, handedOver, handOver };
  }

  it("asks by the preload and hears its topics", async () => {
    const preload = createPreload();
    const bridge = createDesktopBridge(preload.api, createProcess().handOver);
    const heard: string[] = [];
    bridge.subscribe("menu.command", ({ command }) => heard.push(command));
    preload.tell("menu.command", { command: "query.new" });
    expect(await bridge.request("connections.list", {})).toEqual([]);
    expect([bridge.host, heard, preload.sent]).toEqual([
      "desktop",
      ["query.new"],
      [{ channel: "connections.list", input: {} }],
    ]);
  });

  it("says so when main does not answer", async () => {
    const bridge = createDesktopBridge(createPreload().api, createProcess().handOver);
    await expect(bridge.request("connections.remove", { id: "x" })).rejects.toMatchObject({ code: "connectionLost" });
  });

  it("hands one port per connection over, and gives pages back on it", async () => {
    const database = createProcess();
    const bridge = createDesktopBridge(createPreload().api, database.handOver);
    const bytes: number[] = [];
    const rows = new Promise<void>((resolve) => {
      void bridge.openStream("c1", "one", (event) => {
        if (event.kind !== "page") return;
        bytes.push(...new Uint8Array(event.buffer));
        resolve();
      });
    });
    await rows;
    await bridge.openStream("c1", "two", () => undefined);
    expect(database.handedOver).toEqual([{ kind: "steward.dataPort", connectionId: "c1" }]);
    expect(bytes).toEqual([1, 2, 3]);
    expect(database.heard).toContainEqual({ kind: "credit", stream: "one", pages: 1 });
  });

  it("tells a stream that waits when main closes the port", async () => {
    const bridge = createDesktopBridge(createPreload().api, (_message, port) => port.close());
    await expect(bridge.openStream("gone", "one", () => undefined)).rejects.toMatchObject({ code: "connectionLost" });
  });

  it("is not to be had in a browser", () => {
    expect(() => createDesktopBridge(null)).toThrow("not shown by the desktop host");
  });
});
