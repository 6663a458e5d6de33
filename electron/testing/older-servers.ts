// The servers before the embedded one that database tests run on, too. Read by vitest.config.ts and by scripts/test.
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** Major versions that scripts/test/servers pins a server of. */
export const olderMajors: readonly number[] = [14, 15, 16, 17];

const root = resolve(import.meta.dirname, "..", "..");

/** What sends SQL of its own, or depends on what a server answers. */
const foldersOfOldServers = [
  "catalog",
  "changes",
  "editor",
  "edits",
  "erd",
  "grid",
  "indexes",
  "plans",
  "postgres",
  "transfer",
];

/** Files that run on the embedded server alone: what they show is the same on each, and they take their time. */
const embeddedOnly = [
  "page-cost.database.test.ts",
  "copy.database.test.ts",
  "tunnel.database.test.ts",
  "tls.database.test.ts",
  "many-tables.database.test.ts",
];

/** Where the servers are installed: a project of npm's own, so that the app's lock does not know them. */
export const serversFolder = join(root, ".cache", "servers");

/** The lock they came from; there once all of them are. */
export const installedLock = join(serversFolder, "installed-lock.json");

/** The folder of the server's package, which need not be there. */
export function olderServerFolder(major: number): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return join(serversFolder, "node_modules", `postgres-${major}-${platform}-${process.arch}`);
}

/** Whether a server was fetched for this platform. */
export function hasOlderServer(major: number): boolean {
  return existsSync(installedLock) && existsSync(join(olderServerFolder(major), "package.json"));
}

/** Paths, from the root, of the test files that run on every version. */
export function versionedTests(): readonly string[] {
  return foldersOfOldServers.flatMap((folder) =>
    readdirSync(join(root, "electron", folder), { recursive: true, encoding: "utf8" })
      .map((path) => `electron/${folder}/${path.replaceAll("\\", "/")}`)
      .filter((path) => path.endsWith(".database.test.ts") && !embeddedOnly.some((name) => path.endsWith(`/${name}`)))
      .sort(),
  );
}
