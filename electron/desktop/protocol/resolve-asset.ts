import { extname } from "node:path";
import { isOwnUrl } from "./own-origin.ts";

/** The answer to one request for a page's file. */
export type AssetAnswer =
  | { readonly status: 200; readonly file: string; readonly contentType: string }
  | { readonly status: 400 | 404 | 405 };

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
 * Answers from a list of the files that the build made (URL path -> file), so that no path of a page is ever put
 * together with a folder: what is not in the list does not exist.
 */
export function resolveAsset(
  assets: ReadonlyMap<string, string>,
  request: { readonly method: string; readonly url: string },
): AssetAnswer {
  if (request.method !== "GET" && request.method !== "HEAD") return { status: 405 };
  if (!isOwnUrl(request.url)) return { status: 404 };
  const path = decodePath(new URL(request.url).pathname);
  if (path === null) return { status: 400 };
  const file = assets.get(path === "/" ? "/index.html" : path);
  if (file === undefined) return { status: 404 };
  return { status: 200, file, contentType: contentTypes[extname(file)] ?? "application/octet-stream" };
}

function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null; // not valid UTF-8: the caller answers 400
  }
}
