import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";

/** A running Postgres of a data folder: the postmaster of one branch. */
export interface ServerProcess {
  readonly pid: number;
  readonly branchId: string;
}

/** The postmasters of a data folder, whoever started them. Reads /proc, so on Linux only. */
export function serversOf(dataFolder: string): readonly ServerProcess[] {
  const clusters = join(dataFolder, "embedded", "clusters");
  const found = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const words = commandLineOf(name);
      const folder = words[words.indexOf("-D") + 1] ?? "";
      if (!words[0]?.endsWith("postgres") || !folder.startsWith(`${clusters}/`)) return [];
      return [{ pid: Number(name), branchId: folder.slice(clusters.length + 1).split("/")[0] ?? "" }];
    });
  // A child that a server has just forked shows the server's command line until it gives itself a title.
  return found.filter(({ pid }) => !found.some((server) => server.pid === parentOf(pid)));
}

/** Waits until no Postgres of a data folder runs: none may outlive its app, however the app went. */
export async function expectNoServers(dataFolder: string, timeoutMs = 15_000): Promise<void> {
  await expect.poll(() => serversOf(dataFolder), { timeout: timeoutMs }).toEqual([]);
}

/** The parent's id; null when the process has just ended. */
function parentOf(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The program's name is in brackets and may hold blanks; its state and its parent follow.
    return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null;
  }
}

function commandLineOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return []; // it has just ended
  }
}
