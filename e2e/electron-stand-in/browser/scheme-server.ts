import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { loud } from "../main/loud.ts";
import { admitConnection, createSchemeUrls, type SchemeUrls } from "./scheme-urls.ts";

type Handler = (request: Request) => Response | Promise<Response>;

/** Serves the app's own schemes on loopback, and carries the line between a page's preload and main. */
export class SchemeServer {
  readonly protocol: ReturnType<SchemeServer["createProtocol"]>;
  private readonly handlers = new Map<string, Handler>();
  private readonly token = randomBytes(24).toString("hex");
  private readonly onLine: (contentsId: number, socket: WebSocket) => void;
  private running: { readonly server: Server; readonly port: number; readonly urls: SchemeUrls } | null = null;

  constructor(isReady: () => boolean, onLine: (contentsId: number, socket: WebSocket) => void) {
    this.onLine = onLine;
    this.protocol = this.createProtocol(isReady);
  }

  /** URLs as Chromium and as the app see them. */
  get urls(): SchemeUrls {
    if (!this.running) throw new Error("The scheme server does not run yet");
    return this.running.urls;
  }

  /** Path and query under which the preload of a page reaches main. */
  linePath(contentsId: number): string {
    return `/.stand-in?token=${this.token}&contents=${contentsId}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => {
        process.stderr.write(`stand-in: ${String(error)}\n`);
        response.destroy();
      });
    });
    const lines = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 0 });
    server.on("upgrade", (request, socket, head) => {
      const query = new URL(request.url ?? "/", "http://localhost").searchParams;
      if (!this.isToken(query.get("token") ?? "")) return socket.destroy();
      lines.handleUpgrade(request, socket, head, (line) => this.onLine(Number(query.get("contents")), line));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
    server.unref();
    this.running = { server, port, urls: createSchemeUrls(port, (scheme) => this.handlers.has(scheme)) };
  }

  private createProtocol(isReady: () => boolean) {
    return loud("protocol", {
      registerSchemesAsPrivileged: () => {
        if (isReady()) throw new Error("protocol.registerSchemesAsPrivileged should be called before app is ready");
      },
      handle: (scheme: string, handler: Handler) => {
        if (this.handlers.has(scheme)) throw new Error("The scheme has been registered");
        this.handlers.set(scheme, handler);
      },
      unhandle: (scheme: string) => this.handlers.delete(scheme),
      isProtocolHandled: (scheme: string) => this.handlers.has(scheme),
    });
  }

  private isToken(given: string): boolean {
    return given.length === this.token.length && timingSafeEqual(Buffer.from(given), Buffer.from(this.token));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === "/favicon.ico") return void response.writeHead(204).end(); // Electron never asks for one
    const url = this.urls.fromHttp(`http://${request.headers.host}${request.url}`);
    const answer = await this.answer(url, request);
    answer.headers.forEach((value, name) => {
      const isPolicy = name === "content-security-policy";
      response.setHeader(name, isPolicy ? admitConnection(value, `ws://${request.headers.host}`) : value);
    });
    response.statusCode = answer.status;
    // Node's two kinds of stream have types that do not know each other.
    if (answer.body) Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]).pipe(response);
    else response.end();
  }

  private async answer(url: string, request: IncomingMessage): Promise<Response> {
    const handler = this.handlers.get(url.slice(0, url.indexOf(":")));
    if (!handler) return new Response(null, { status: 404 });
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]);
    try {
      return await handler(new Request(url, { method: request.method ?? "GET", headers }));
    } catch (error) {
      process.stderr.write(`stand-in: the handler of ${url} threw: ${String(error)}\n`);
      return new Response(null, { status: 500 });
    }
  }
}
