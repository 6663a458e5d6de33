// The servers before the embedded one that database tests run on, too. Read by vitest.config.ts and by scripts/test.
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** Major versions that scripts/test/servers pins a server of. */
export const olderMajors: readonly number[] = [14, 15, 16, 17];

const ending = ".database.test.ts";
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

/** Files that run on the embedded server alone: what they show is the same on each, or they start their own. */
const embeddedOnly: readonly string[] = [
  "catalog/many-tables",
  "changes/handlers",
  "grid/paging/page-cost",
  "postgres/copy/copy",
  "postgres/login/tls",
  "postgres/tunnel/tunnel",
];

/** Files that every run of the tests has on every version: the ones that differ most between versions, and soon done. */
const everyRun: readonly string[] = [
  "catalog/catalog",
  "catalog/details/round-trip",
  "catalog/table/read-table",
  "changes/ledger/ledger",
  "changes/rehearsal/run-pass",
  "changes/rehearsal/schema-snapshot",
  "editor/editor",
  "editor/read-only",
  "edits/edits",
  "erd/erd",
  "grid/torture",
  "indexes/handlers",
  "plans/handlers",
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

/** Paths, from the root, of the test files that run on every version: `all`, or those of every run. */
function versionedTests(which: "all" | "every run"): readonly string[] {
  if (which === "every run") return everyRun.map((name) => `electron/${name}${ending}`);
  const excluded = new Set(embeddedOnly.map((name) => `electron/${name}${ending}`));
  return foldersOfOldServers.flatMap((folder) =>
    readdirSync(join(root, "electron", folder), { recursive: true, encoding: "utf8" })
      .map((path) => `electron/${folder}/${path.replaceAll("\\", "/")}`)
      .filter((path) => path.endsWith(ending) && !excluded.has(path))
      .sort(),
  );
}

/** Which of them this run has: `npm run test:versions` asks for all. */
export function wantedTests(): readonly string[] {
  return versionedTests(process.env.TEST_VERSIONS === "all" ? "all" : "every run");
}
