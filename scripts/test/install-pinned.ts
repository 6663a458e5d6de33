import { spawn } from "node:child_process";
import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

const manifest = "package.json";
const lock = "package-lock.json";
const fetchMinutes = 5;

/** Packages that only tests need: the folder that pins them, where they go, and the file that says that all are there. */
export interface PinnedPackages {
  readonly pinned: string;
  readonly folder: string;
  readonly mark: string;
}

/** Whether what stands there was installed to its end, from this lock. */
export async function isInstalled({ pinned, mark }: PinnedPackages): Promise<boolean> {
  const installed = await readFile(mark, "utf8").catch(() => null);
  return installed === (await readFile(join(pinned, lock), "utf8"));
}

/** Installs the packages as they are pinned, running no script of theirs; npm checks every hash. Gives what went wrong. */
export async function installPinned({ pinned, folder, mark }: PinnedPackages): Promise<string> {
  await mkdir(folder, { recursive: true });
  await rm(mark, { force: true });
  for (const file of [manifest, lock]) await copyFile(join(pinned, file), join(folder, file));
  return await runNpm(folder);
}

/** Says that all are there. */
export async function markInstalled({ pinned, mark }: PinnedPackages): Promise<void> {
  await copyFile(join(pinned, lock), mark);
}

function runNpm(cwd: string): Promise<string> {
  const options = { cwd, shell: process.platform === "win32" } as const;
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
