import { createReadStream, createWriteStream } from "node:fs";
import { type FileHandle, mkdtemp, open, rename, rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import { fileNameOf } from "../../../shared/transfer/file-name.ts";
import { filesPath, isTransferFile } from "../../../shared/transfer/files-model.ts";
import { toFileError } from "../../storage/atomic-file.ts";
import { allowFile } from "../../transfer/files/allowed-path.ts";
import { isOwnOrigin } from "../access/check-request.ts";
import { respondWithText, writeHead } from "../page/respond.ts";
import { OfferedTexts } from "./offered-texts.ts";

/**
 * Files of rows between this computer and the one where the browser runs, which may be another. Only who has a session gets
 * here; it can read and name the same files through the app's own requests.
 */
export interface FileExchange {
  /** Whether the request is for a file. */
  isFor(url: URL): boolean;
  /** Keeps a text to be downloaded once, within a minute; gives the path that it is downloaded from. Never on disk. */
  offer(name: string, text: string): string;
  /** GET `?path=` sends a file, GET `?offered=` a text that waits, PUT `?name=` takes a file and answers its path. */
  answer(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Removes the files that were taken. */
  close(): Promise<void>;
}

/** See `FileExchange`. `ownFolder` is the data folder, whose files are nobody's rows; what is taken lies in `receivingFolder`. */
export function createFileExchange(ownFolder: string, receivingFolder = tmpdir()): FileExchange {
  const taken: string[] = [];
  const offers = new OfferedTexts();
  return {
    offer: (name, text) => `${filesPath}?offered=${offers.add(name, text)}`,
    isFor: ({ pathname }) => pathname === filesPath,
    answer: async (url, request, response) => {
      try {
        const offered = url.searchParams.get("offered");
        if (request.method === "GET" && offered !== null) return sendOffered(offers.take(offered), response);
        if (request.method === "GET") return await send(url.searchParams.get("path") ?? "", ownFolder, response);
        if (request.method !== "PUT") return respondWithText(response, 405, "Not here.");
        // A form of another site cannot PUT, and its scripts would have to say where they come from.
        if (!isOwnOrigin(request)) return respondWithText(response, 403, "Only Steward's own page sends files.");
        const folder = await mkdtemp(join(receivingFolder, "steward-received-"));
        taken.push(folder);
        await take(folder, url.searchParams.get("name") ?? "", request, response);
      } catch (error) {
        if (!isAppError(error) || response.headersSent) throw error;
        respondWithText(response, error.code === "refused" ? 403 : 404, error.message);
      }
    },
    close: async () => {
      offers.clear();
      for (const folder of taken.splice(0)) await rm(folder, { recursive: true, force: true });
    },
  };
}

function sendOffered(offered: { readonly name: string; readonly text: string } | null, response: ServerResponse): void {
  if (!offered) return respondWithText(response, 404, "This file was downloaded already, or waited too long.");
  writeHead(response, 200, {
    "content-type": "application/octet-stream",
    "content-disposition": attachmentOf(fileNameOf(offered.name)),
    "cache-control": "no-store",
  });
  response.end(offered.text);
}

async function send(path: string, ownFolder: string, response: ServerResponse): Promise<void> {
  const real = await allowFile(path, ownFolder);
  let file: FileHandle;
  try {
    file = await open(real);
  } catch (error) {
    throw toFileError(error, path);
  }
  const { size } = await file.stat();
  writeHead(response, 200, {
    "content-type": "application/octet-stream",
    // With its length the browser knows a file that was cut off.
    "content-length": String(size),
    "content-disposition": attachmentOf(basename(real)),
    "cache-control": "no-store",
  });
  // Exactly so many bytes as were announced, even when somebody goes on writing. Closes the file.
  const bytes = createReadStream("", { fd: file, start: 0, ...(size > 0 ? { end: size - 1 } : {}) });
  // A browser that leaves needs nothing; one whose file could not be read on is cut off and says so.
  await pipeline(bytes, response).catch(() => response.destroy());
}

async function take(folder: string, name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const plain = name.replace(/[\p{Cc}\p{Cf}]/gu, "");
  if (!isTransferFile(plain)) return respondWithText(response, 403, "That is no file of rows.");
  const path = join(folder, fileNameOf(plain));
  try {
    await pipeline(request, createWriteStream(`${path}.part`, { flags: "wx", mode: 0o600 }));
    await rename(`${path}.part`, path);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (response.destroyed || request.destroyed) return;
    throw toFileError(error, path);
  }
  writeHead(response, 200, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify({ path }));
}

/** RFC 6266: a plain name for old readers, and the real one in UTF-8. */
function attachmentOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
