import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { protocol } from "electron";
import { ownScheme } from "./own-origin.ts";
import { resolveAsset } from "./resolve-asset.ts";

/** Must run before the app is ready. No `bypassCSP`, no service workers, no CORS. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: ownScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the renderer's build from `folder` under our own origin, each answer with the content security policy. */
export async function serveRenderer(folder: string, contentSecurityPolicy: string): Promise<void> {
  const assets = await listAssets(folder);
  protocol.handle(ownScheme, async (request) => {
    const answer = resolveAsset(assets, request);
    const headers = {
      "content-security-policy": contentSecurityPolicy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    };
    if (answer.status !== 200) return new Response(null, { status: answer.status, headers });
    const body = request.method === "HEAD" ? null : new Uint8Array(await readFile(answer.file));
    return new Response(body, { status: 200, headers: { ...headers, "content-type": answer.contentType } });
  });
}

/** URL path -> file of everything below `folder`. Links are not followed. */
export async function listAssets(folder: string, prefix = ""): Promise<ReadonlyMap<string, string>> {
  const assets = new Map<string, string>();
  // No `recursive` option: folders inside an archive do not know it.
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name);
    const path = `${prefix}/${entry.name}`;
    if (entry.isFile()) assets.set(path, file);
    else if (entry.isDirectory()) for (const [key, value] of await listAssets(file, path)) assets.set(key, value);
  }
  return assets;
}
