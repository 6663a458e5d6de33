import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import { cookieName, isOwnHost } from "../access/check-request.ts";
import type { WebAccess } from "../access/web-access.ts";
import type { FileExchange } from "../files/exchange-files.ts";
import type { PageFile } from "./page-files.ts";
import { respondWithText, writeHead } from "./respond.ts";

/** What it takes to answer requests for the page. */
export interface PageServing {
  readonly files: ReadonlyMap<string, PageFile>;
  readonly access: WebAccess;
  readonly port: number;
  readonly fileExchange: FileExchange;
  /** Called when the page is asked for by somebody who may have it. */
  readonly opened: () => void;
}

const askForLink =
  "Open the newest link that Steward printed. A link works once; press Enter in Steward's terminal for a new one.";

/** Answers one HTTP request: the exchange of a token, or a file of the page for who has a session. */
export async function servePage(serving: PageServing, request: IncomingMessage, response: ServerResponse) {
  const { files, access, port, fileExchange } = serving;
  if (!isOwnHost(request, port)) return respondWithText(response, 421, "Steward answers on 127.0.0.1 only.");
  const base = `http://127.0.0.1:${port}`;
  if (!URL.canParse(request.url ?? "", base)) return respondWithText(response, 400, "Not an address.");
  const url = new URL(request.url ?? "", base);
  const isForFile = fileExchange.isFor(url);
  if (!isForFile && request.method !== "GET" && request.method !== "HEAD")
    return respondWithText(response, 405, "Not here.");
  const token = url.searchParams.get("token");
  if (url.pathname === "/" && token !== null) return await exchange(serving, token, response);
  if (access.sessionOf(request.headers.cookie, cookieName(port)) === null)
    return respondWithText(response, 403, askForLink);
  if (isForFile) return await fileExchange.answer(url, request, response);
  const file = files.get(url.pathname);
  if (!file) return respondWithText(response, 404, "There is nothing here.");
  if (url.pathname === "/") serving.opened();
  sendFile(file, request.method === "HEAD", response);
}

async function exchange({ access, port }: PageServing, token: string, response: ServerResponse): Promise<void> {
  const secret = await access.redeem(token);
  if (secret === null) return respondWithText(response, 403, `This link was used or replaced. ${askForLink}`);
  writeHead(response, 303, {
    "set-cookie": `${cookieName(port)}=${secret}; HttpOnly; SameSite=Strict; Path=/`,
    "cache-control": "no-store",
    location: "/",
  });
  response.end();
}

function sendFile(file: PageFile, isHead: boolean, response: ServerResponse): void {
  const cache = file.isImmutable ? "private, max-age=31536000, immutable" : "no-cache";
  writeHead(response, 200, { "content-type": file.contentType, "cache-control": cache });
  if (isHead) return void response.end();
  const stream = createReadStream(file.path);
  // The head is out already: a page whose file vanished is cut off, and the browser says so. One that left needs nothing.
  pipeline(stream, response, () => undefined);
}
