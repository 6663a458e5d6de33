import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { WebSocket } from "ws";
import { startWebHost, type WebHost, type WebHostOptions } from "../web-host.ts";

/** One answer, read to its end. */
export interface TestResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A browser host with a page of its own, on a data folder that goes with it. */
export interface TestHost {
  readonly host: WebHost;
  readonly options: WebHostOptions;
  readonly lines: readonly string[];
  get(path: string, headers?: Readonly<Record<string, string>>, method?: string): Promise<TestResponse>;
  /** Uses up a link; gives the cookie. */
  signIn(): Promise<string>;
  /** The status of an upgrade that is refused, or the open socket. */
  connect(path: string, headers: Readonly<Record<string, string>>): Promise<number | WebSocket>;
  close(): Promise<void>;
}

/** Starts the host with the real entry of the database process, run from its source. */
export async function openTestHost(): Promise<TestHost> {
  const folder = await mkdtemp(join(tmpdir(), "steward-web-"));
  const pageFolder = join(folder, "page");
  await mkdir(join(pageFolder, "assets"), { recursive: true });
  await writeFile(join(pageFolder, "index.html"), "<!doctype html><title>Steward</title>");
  await writeFile(join(pageFolder, "assets", "app-1234.js"), "export {};");
  await writeFile(join(folder, "secret.txt"), "not for the page");
  const lines: string[] = [];
  const options: WebHostOptions = {
    dataFolder: join(folder, "data"),
    resourcesFolder: folder,
    pageFolder,
    port: 0,
    cipher: null,
    databaseProcess: {
      file: resolve(import.meta.dirname, "..", "process", "database-process.ts"),
      execArgv: ["--import", "tsx"],
    },
    parserThread: null,
    log: (line) => void lines.push(line),
  };
  const host = await startWebHost(options);
  const { port } = host;
  const get: TestHost["get"] = (path, headers = {}, method = "GET") => send(port, path, headers, method);
  return {
    host,
    options,
    lines,
    get,
    signIn: async () => {
      const { pathname, search } = new URL(host.issueLink());
      const { headers } = await get(`${pathname}${search}`);
      return headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
    },
    connect: (path, headers) => connect(port, path, headers),
    close: async () => {
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function send(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
  method: string,
): Promise<TestResponse> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on("error", reject);
    sent.end();
  });
}

function connect(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<number | WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { ...headers } });
    socket.binaryType = "arraybuffer";
    socket.on("open", () => resolve(socket));
    socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
    socket.on("error", reject);
  });
}
