import { randomUUID } from "node:crypto";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { ApiError, toApiError } from "./api-error.ts";
import { type ApiKey, findApiKey } from "./api-key.ts";
import { type ApiReply, type ApiRoute, findRoute } from "./route.ts";

/** What was asked and answered; tests hold it against Neon's API description. */
export interface Exchange {
  readonly method: string;
  /** The path below the API's root, without the query. */
  readonly path: string;
  /** Null where no route is. */
  readonly template: string | null;
  readonly requestBody: unknown;
  readonly status: number;
  readonly body: unknown;
}

/** Stands around every request: how tests make faults, and how the app knows its own calls again. */
export type Intercept = (
  request: { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders },
  response: ServerResponse,
  handle: () => Promise<ApiReply>,
) => Promise<"answered" | ApiReply>;

/** What a server is made of. */
export interface HttpServerOptions {
  readonly root: string;
  readonly routes: readonly ApiRoute[];
  readonly keys: readonly ApiKey[];
  readonly log: (line: string) => void;
  readonly observe?: ((exchange: Exchange) => void) | undefined;
  readonly intercept?: Intercept | undefined;
}

const maxBodyBytes = 1024 * 1024;

/** The API over HTTP: who is let in, bodies in and out, errors in Neon's form. Listens nowhere yet. */
export function createHttpServer(options: HttpServerOptions): Server {
  const server = createServer((request, response) => {
    void answer(options, request, response).catch((error: unknown) => {
      options.log(`A request to the Neon API on loopback was not answered: ${String(error)}`);
      response.destroy();
    });
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  return server;
}

async function answer(options: HttpServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = readRequestId(request);
  response.setHeader("X-Request-ID", requestId);
  const url = new URL(request.url ?? "/", "http://loopback");
  const method = request.method ?? "GET";
  const path = url.pathname.slice(options.root.length).replace(/\/$/, "");
  const found = url.pathname.startsWith(`${options.root}/`) ? findRoute(options.routes, method, path) : null;
  let requestBody: unknown;
  const handle = async (): Promise<ApiReply> => {
    const key = letIn(options.keys, request);
    requestBody = await readJson(request);
    if (!found) throw new ApiError(404, "this route is not a part of the Neon API on loopback");
    return await found.route.handle({ path: found.path, query: url.searchParams, body: requestBody, key });
  };
  const reply = await (options.intercept
    ? options.intercept({ method, path, headers: request.headers }, response, handle)
    : handle()
  ).catch((error: unknown) => toErrorReply(options, error, requestId));
  if (reply === "answered") return;
  send(response, reply);
  const template = found?.route.template ?? null;
  options.observe?.({ method, path, template, requestBody, status: reply.status, body: reply.body });
}

/** A browser's page cannot get here by a name of its own that resolves to loopback: such a host is refused. */
function letIn(keys: readonly ApiKey[], request: IncomingMessage): ApiKey {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "");
  if (!["127.0.0.1", "localhost", "[::1]"].includes(host))
    throw new ApiError(421, "this server answers on loopback only");
  const key = findApiKey(keys, request.headers.authorization);
  if (!key) throw new ApiError(401, "supplied credentials do not pass authentication");
  return key;
}

function toErrorReply(options: HttpServerOptions, error: unknown, requestId: string): ApiReply {
  const refused = toApiError(error);
  if (refused.status === 500)
    options.log(
      `Request ${requestId} to the Neon API on loopback failed: ${error instanceof Error ? error.stack : ""}`,
    );
  return { status: refused.status, body: { code: refused.code, message: refused.message, request_id: requestId } };
}

function send(response: ServerResponse, reply: ApiReply): void {
  if (reply.body === undefined) return void response.writeHead(reply.status).end();
  const text = JSON.stringify(reply.body);
  const headers = {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
    "Cache-Control": "no-store",
  };
  response.writeHead(reply.status, headers).end(text);
}

function readRequestId(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBodyBytes) throw new ApiError(413, "request body is too large");
    chunks.push(bytes);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new ApiError(400, "request body has an error: failed to decode request body");
  }
}
