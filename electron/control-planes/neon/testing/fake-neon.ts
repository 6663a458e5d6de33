// A stand-in for Neon's cloud: one project in memory behind real HTTP, and what goes wrong with it on demand.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { FakeAnswer } from "./fake-neon-request.ts";
import { answerNeon } from "./fake-neon-routes.ts";
import { createFakeProject, type FakeProject, isOpen } from "./fake-neon-state.ts";

/** What goes wrong with requests that match `METHOD /path?query`: an answer of its own, or a line cut before or after it acted. */
export interface FakeFault {
  readonly on: RegExp;
  times: number;
  readonly fault: FakeAnswer | "lostBefore" | "lostAfter";
}

/** A running stand-in. */
export interface FakeNeon {
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly project: FakeProject;
  /** `METHOD /path?query` of what arrived, with the right key. */
  readonly requests: string[];
  readonly faults: FakeFault[];
  /** Requests that changed something, without polling and reading. */
  changes(): readonly string[];
  revokeKey(): void;
  close(): Promise<void>;
}

/** Starts the stand-in on a free loopback port. */
export async function startFakeNeon(apiKey = "napi_fake_0123456789abcdef"): Promise<FakeNeon> {
  const project = createFakeProject();
  const requests: string[] = [];
  const faults: FakeFault[] = [];
  const keys = new Set([apiKey]);
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const line = `${request.method} ${(request.url ?? "").replace(/^\/api\/v2/, "")}`;
    const body = await readBody(request);
    if (!keys.has((request.headers.authorization ?? "").replace("Bearer ", "")))
      return send(response, refuse(401, "supplied credentials do not pass authentication"));
    requests.push(line);
    const fault = faults.find((one) => one.times > 0 && one.on.test(line));
    if (fault) fault.times -= 1;
    if (fault?.fault === "lostBefore") return void request.socket.destroy();
    if (fault && fault.fault !== "lostAfter") return send(response, fault.fault);
    const isChange = !line.startsWith("GET");
    if (isChange && project.operations.some(isOpen))
      return send(
        response,
        refuse(423, "project already has running conflicting operations, scheduling of new ones is prohibited"),
      );
    const answer = answerNeon(project, line, body);
    if (fault) return void request.socket.destroy();
    send(response, answer);
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/v2`,
    apiKey,
    project,
    requests,
    faults,
    changes: () => requests.filter((line) => !line.startsWith("GET")),
    revokeKey: () => keys.clear(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An error as Neon words it. */
export function refuse(status: number, message: string, code = ""): FakeAnswer {
  return { status, body: { request_id: "req-fake-1", code, message } };
}

function send(response: ServerResponse, { status, body, headers }: FakeAnswer): void {
  const isText = typeof body === "string";
  response.writeHead(status, { "content-type": isText ? "text/html" : "application/json", ...headers });
  response.end(isText ? body : status === 204 ? undefined : JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  const text = Buffer.concat(parts).toString();
  return text === "" ? {} : JSON.parse(text);
}
