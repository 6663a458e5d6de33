// The servers before the embedded one that database tests run on, too. Read by vitest.config.ts and by scripts/test.
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** Major versions that scripts/test/servers pins a server of. */
export const olderMajors: readonly number[] = [14, 15, 16, 17];

const ending = ".database.test.ts";
const root = resolve(import.meta.dirname, "..", "..");

/** What sends SQL of its own, or depends on what a server answers. */
const foldersOfOldServers = [
  "adviser",
  "catalog",
  "changes",
  "comparison",
  "editor",
  "edits",
  "erd",
  "grid",
  "indexes",
  "monitor",
  "plans",
  "postgres",
  "queries",
  "schema-check",
  "transfer",
];

/** Files that run on the embedded server alone: what they show is the same on each, or they start their own. */
const embeddedOnly: readonly string[] = [
  "catalog/many-tables",
  "changes/handlers",
  "comparison/check/check-script",
  "comparison/prisma/seed-models",
  "grid/paging/page-cost",
  "postgres/copy/copy",
  "postgres/login/tls",
  "postgres/tunnel/tunnel",
];

/** Files that every run of the tests has on every version: what differs most between versions. */
const onEveryVersion: readonly string[] = [
  "catalog/catalog",
  "catalog/details/round-trip",
  "editor/read-only",
  "indexes/handlers",
  "monitor/handlers",
  "plans/handlers",
  "queries/handlers",
];

/** Files that every run has on the oldest version, too. */
const onOldest: readonly string[] = [
  "catalog/table/read-table",
  "changes/ledger/ledger",
  "changes/rehearsal/run-pass",
  "changes/rehearsal/schema-snapshot",
  "editor/editor",
  "edits/edits",
  "erd/erd",
  "grid/torture",
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

/** Paths, from the root, of the test files that this run has for a version: `npm run test:versions` asks for all. */
export function wantedTests(major: number): readonly string[] {
  const path = (name: string) => `electron/${name}${ending}`;
  if (process.env.TEST_VERSIONS !== "all")
    return [...onEveryVersion, ...(major === olderMajors[0] ? onOldest : [])].map(path);
  const excluded = new Set(embeddedOnly.map(path));
  return foldersOfOldServers.flatMap((folder) =>
    readdirSync(join(root, "electron", folder), { recursive: true, encoding: "utf8" })
      .map((file) => `electron/${folder}/${file.replaceAll("\\", "/")}`)
      .filter((file) => file.endsWith(ending) && !excluded.has(file))
      .sort(),
  );
}
