import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { BridgeClients } from "./bridge-clients.ts";

describe("the tabs of the browser host", () => {
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  let forgotten: string[];
  let clients: BridgeClients;
  beforeAll(async () => {
    server.on("upgrade", (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, (accepted) => clients.add(request.url?.slice(1) ?? "", accepted)),
    );
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  beforeEach(() => {
    const own: string[] = [];
    forgotten = own;
    clients = new BridgeClients({
      handle: async (clientId, request) => ({ ok: true, value: { clientId, request } }),
      forgetClient: (clientId) => void own.push(clientId),
    });
  });
  afterEach(() => clients.close());
  afterAll(() => {
    server.close();
  });

  const open = async (clientId: string) => {
    const { port } = server.address() as AddressInfo; // it listens on a port
    const socket = new WebSocket(`ws://127.0.0.1:${port}/${clientId}`);
    const heard: unknown[] = [];
    socket.on("message", (data) => heard.push(JSON.parse(String(data))));
    await new Promise((done, failed) => socket.on("open", done).on("error", failed));
    const closed = new Promise<number>((done) => socket.on("close", done));
    return { socket, heard, closed };
  };

  it("are answered as who they are", async () => {
    const tab = await open("a");
    tab.socket.send(JSON.stringify({ id: 3, request: { channel: "x" } }));
    await expect
      .poll(() => tab.heard)
      .toEqual([
        { kind: "answer", id: 3, response: { ok: true, value: { clientId: "a", request: { channel: "x" } } } },
      ]);
  });

  it("are told all together, or one alone", async () => {
    const [first, second] = await Promise.all([open("a"), open("b")]);
    clients.emit("branches.changed", { projectId: "all" });
    clients.emit("branches.changed", { projectId: "b only" }, "b");
    await expect.poll(() => second?.heard.length).toBe(2);
    expect([first?.heard, second?.heard.at(-1)]).toEqual([
      [{ kind: "event", topic: "branches.changed", payload: { projectId: "all" } }],
      { kind: "event", topic: "branches.changed", payload: { projectId: "b only" } },
    ]);
  });

  it("are forgotten once for each line: when it goes, or when the same tab comes back meanwhile", async () => {
    const before = await open("a");
    const again = await open("a");
    await before.closed;
    again.socket.send(JSON.stringify({ id: 1, request: null }));
    await expect.poll(() => again.heard.length).toBe(1);
    expect(forgotten).toEqual(["a"]);
    again.socket.close();
    await expect.poll(() => forgotten).toEqual(["a", "a"]);
  });

  it("find no way in any more once the app ends", async () => {
    const before = await open("a");
    clients.close();
    await before.closed;
    const after = await open("b");
    await after.closed;
    expect(after.heard).toEqual([]);
  });

  it.each(["nonsense", "[]", '{"id":-1,"request":1}', '{"id":1}x', '{"id":1,"request":1,"more":1}'])(
    "are hung up on for %s",
    async (text) => {
      const tab = await open("a");
      tab.socket.send(text);
      expect(await tab.closed).toBe(1008);
    },
  );
});
