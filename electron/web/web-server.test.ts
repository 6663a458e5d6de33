import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { openWebServer, type WebServer } from "./web-server.ts";

describe("a server that does not answer yet", () => {
  let server: WebServer;
  const failures: unknown[] = [];
  const sockets = new WebSocketServer({ noServer: true });
  const answer = () =>
    server.answerWith({
      request: async (_request, response) => void response.end("the page"),
      upgrade: async (request, socket, head) => void sockets.handleUpgrade(request, socket, head, () => undefined),
    });
  beforeEach(async () => {
    failures.length = 0;
    server = await openWebServer(0, (error) => failures.push(error));
  });
  afterEach(async () => {
    for (const socket of sockets.clients) socket.terminate();
    await server.close();
  });

  it("lets requests and lines wait, and answers them when it can", async () => {
    const page = fetch(`http://127.0.0.1:${server.port}/`).then((response) => response.text());
    const line = new WebSocket(`ws://127.0.0.1:${server.port}/`);
    const opened = new Promise<string>((done, failed) => line.on("open", () => done("open")).on("error", failed));
    await new Promise((wait) => setTimeout(wait, 200));
    expect(line.readyState).toBe(WebSocket.CONNECTING);
    answer();
    expect([await page, await opened]).toEqual(["the page", "open"]);
  });

  it("hangs up on a line that waits when the start fails, so that its page tries again", async () => {
    const line = new WebSocket(`ws://127.0.0.1:${server.port}/`);
    const closed = new Promise<void>((done) => line.on("error", () => undefined).on("close", () => done()));
    await new Promise((wait) => setTimeout(wait, 200));
    await server.close();
    await closed;
  });

  it("goes on when a line that waits is reset, and does not open it afterwards", async () => {
    const raw = connect(server.port, "127.0.0.1");
    const key = Buffer.alloc(16).toString("base64");
    raw.write(
      `GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    await new Promise((wait) => setTimeout(wait, 100));
    raw.resetAndDestroy();
    await new Promise((wait) => setTimeout(wait, 100));
    answer();
    expect(await fetch(`http://127.0.0.1:${server.port}/`).then((response) => response.text())).toBe("the page");
    expect([sockets.clients.size, failures]).toEqual([0, []]);
  });
});
