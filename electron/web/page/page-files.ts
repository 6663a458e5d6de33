import { readdir } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { AppError } from "../../../shared/ipc/app-error.ts";

/** One file of the built page. */
export interface PageFile {
  readonly path: string;
  readonly contentType: string;
  /** Whether its name changes with its content. */
  readonly isImmutable: boolean;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
};

/**
 * The files of the built page by their URL path. Requests are looked up here and never become a path of the file
 * system, so nothing else can be read. Rejects with `fileSystem` when the page was not built.
 */
export async function listPageFiles(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  // A folder that is not there is the same as one without a page: the error below says what to do.
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, PageFile>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const url = path.slice(folder.length).split(sep).join("/");
    const contentType = contentTypes[extname(entry.name)] ?? "application/octet-stream";
    files.set(url, { path, contentType, isImmutable: url.startsWith("/assets/") });
  }
  const index = files.get("/index.html");
  if (!index)
    throw new AppError("fileSystem", "The page was not built.", { hint: "Run “npm run build” and start again." });
  return files.set("/", index);
}
