// The complete sample workspace, made once for each state of its sources, and copied for every test that needs it.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { hostEnvironment, prepareDataFolder } from "./host.ts";
import { trimLog } from "./trim-log.ts";
import { repositoryFolder } from "./which-electron.ts";

const sources = ["samples", "electron/workspace", "electron/control-planes/embedded", "e2e/hosts"];
const patienceMs = 300_000;
const originalPrefix = `steward-e2e-sample-${process.getuid?.() ?? "user"}-`;
const oldMs = 3_600_000;

/** A new data folder with the complete sample workspace, its tour put away. Whoever asks for it calls `remove`. */
export async function prepareSampleFolder(parent = tmpdir()): Promise<{ readonly path: string; remove(): void }> {
  // Not inside the checkout: as root the server runs under another user id, which may not get through to there.
  const original = join(tmpdir(), `${originalPrefix}${hashOfSources()}`);
  if (!existsSync(original)) {
    removeOldOriginals();
    await makeOriginal(original);
  }
  const folder = prepareDataFolder({}, parent);
  copyFolder(original, folder.path);
  return folder;
}

/** Originals are large, and those of earlier sources serve nobody; a recent one may be another checkout's. */
function removeOldOriginals(): void {
  for (const name of readdirSync(tmpdir()).filter((found) => found.startsWith(originalPrefix))) {
    const path = join(tmpdir(), name);
    if (Date.now() - statSync(path).mtimeMs > oldMs) rmSync(path, { recursive: true, force: true });
  }
}

async function makeOriginal(path: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "steward-e2e-making-"));
  chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  mkdirSync(join(folder, "state"), { mode: 0o700 });
  writeFileSync(join(folder, "state", "tour.state"), JSON.stringify({ step: 0, isDismissed: true }), { mode: 0o600 });
  const host = spawn(process.execPath, [join(repositoryFolder, "dist", "web", "main.cjs")], {
    env: hostEnvironment(folder, {}),
    stdio: ["ignore", "ignore", "inherit"],
  });
  const deadline = Date.now() + patienceMs;
  while (!isComplete(folder)) {
    if (host.exitCode !== null || Date.now() > deadline) throw new Error("The sample workspace was not made.");
    await wait(200);
  }
  host.kill("SIGTERM");
  if (host.exitCode === null) await once(host, "exit");
  const clusters = join(folder, "embedded", "clusters");
  for (const name of readdirSync(clusters)) trimLog(join(clusters, name, "data"));
  try {
    renameSync(folder, path);
  } catch (error) {
    // Another run was quicker; its folder is as good.
    if (!existsSync(path)) throw error;
    rmSync(folder, { recursive: true, force: true });
  }
}

function isComplete(folder: string): boolean {
  const file = join(folder, "workspace", "sample.json");
  return existsSync(file) && JSON.parse(readFileSync(file, "utf8")).complete.length === 3;
}

/** With owners and modes: the server's files belong to its user id. */
function copyFolder(from: string, to: string): void {
  if (process.platform === "win32") cpSync(from, to, { recursive: true });
  else execFileSync("cp", ["-a", ...(process.platform === "linux" ? ["--reflink=auto"] : []), `${from}/.`, to]);
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  for (const source of sources) {
    const files = readdirSync(join(repositoryFolder, source), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.sort()) hash.update(file).update("\0").update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 12);
}
