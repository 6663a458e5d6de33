import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { findCommandLine, isProcessAlive } from "../../../storage/process-identity.ts";
import { programPath, type ServerBinaries } from "./binaries.ts";
import { runProgram } from "./run-program.ts";
import type { ServerUser } from "./server-user.ts";

/**
 * Ends a server that an app which was killed has left on this cluster, and removes a lock file whose process is gone or
 * is another program that got the same id. Gives what was found. Rejects with `computeUnavailable` if it does not end.
 */
export async function stopLeftoverServer(
  clusterFolder: string,
  binaries: ServerBinaries,
  user: ServerUser,
): Promise<"none" | "stale" | "stopped"> {
  const lockFile = join(clusterFolder, "postmaster.pid");
  const text = await readFile(lockFile, "utf8").catch(() => null);
  if (text === null) return "none";
  const pid = Number.parseInt(text, 10);
  if (!(pid > 1) || !(await isServerOf(pid, clusterFolder))) {
    await rm(lockFile, { force: true });
    return "stale";
  }
  if (process.platform === "win32") {
    const args = ["stop", "-D", clusterFolder, "-m", "fast", "-w"];
    await runProgram(programPath(binaries, "pg_ctl"), args, { cwd: clusterFolder, user });
    return "stopped";
  }
  for (const [signal, waitMs] of [
    ["SIGINT", 20_000],
    ["SIGQUIT", 10_000],
    ["SIGKILL", 5_000],
  ] as const) {
    sendSignal(pid, signal);
    if (await hasEnded(pid, waitMs)) return "stopped";
  }
  throw new AppError("computeUnavailable", `A Postgres server left by an earlier run (process ${pid}) does not end.`, {
    hint: "End that process, or restart the computer, and try again.",
  });
}

/** Our servers carry their folder in the command line, so a later process with the same id is not taken for one. */
async function isServerOf(pid: number, clusterFolder: string): Promise<boolean> {
  if (!isProcessAlive(pid)) return false;
  const commandLine = await findCommandLine(pid);
  return commandLine?.replaceAll('"', "").includes(`-D ${clusterFolder} `) ?? false;
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

async function hasEnded(pid: number, waitMs: number): Promise<boolean> {
  const deadline = Date.now() + waitMs;
  while (isProcessAlive(pid)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}
