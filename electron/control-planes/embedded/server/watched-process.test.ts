import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { findCommandLine, isProcessAlive } from "../../../storage/process-identity.ts";
import { spawnWatched, type WhenLeft } from "./watched-process.ts";

const module = join(import.meta.dirname, "watched-process.ts");

describe.skipIf(process.platform === "win32")("a watched program", () => {
  let app: ChildProcess | null = null;
  afterEach(() => {
    app?.kill("SIGKILL");
  });
  /** An app of its own that starts `script` watched and prints the ids that the script prints. */
  const startApp = async (script: string, whenLeft: WhenLeft): Promise<number[]> => {
    const code = `import { spawnWatched } from ${JSON.stringify(module)};
      const child = spawnWatched("/bin/sh", ["-c", ${JSON.stringify(script)}], {
        stdio: ["ignore", "pipe", "pipe"], whenLeft: ${JSON.stringify(whenLeft)} });
      child.stdout.pipe(process.stdout);
      setInterval(() => undefined, 60_000);`;
    const started = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    app = started;
    const [text] = await once(started.stdout, "data");
    return String(text).trim().split(" ").map(Number);
  };
  const endOf = (pids: readonly number[]) => expect.poll(() => pids.map(isProcessAlive), { timeout: 10_000 });

  it("is the process that was started, and leaves nothing when it ends by itself", async () => {
    const marker = `marker-${process.pid}`;
    const script = 'echo "$$"; sleep 0.3';
    const child = spawnWatched("/bin/sh", ["-c", script, marker], {
      stdio: ["ignore", "pipe", "pipe"],
      whenLeft: "kill all",
    });
    const [text] = child.stdout ? await once(child.stdout, "data") : [];
    expect(Number(String(text))).toBe(child.pid);
    expect(await findCommandLine(child.pid ?? 0)).toContain(marker);
    expect(await once(child, "exit")).toEqual([0, null]);
    await endOf([child.pid ?? 0]).toEqual([false]);
  });

  it("is asked to stop when the app is killed", async () => {
    const [pid = 0] = await startApp("trap 'exit 0' INT; echo $$; while :; do sleep 0.05; done", "stop server");
    expect(isProcessAlive(pid)).toBe(true);
    app?.kill("SIGKILL");
    await endOf([pid]).toEqual([false]);
  });

  it("is killed with all it started when the app is killed", async () => {
    const pids = await startApp("trap '' INT; sleep 60 & echo $$ $!; wait", "kill all");
    expect(pids.map(isProcessAlive)).toEqual([true, true]);
    app?.kill("SIGKILL");
    await endOf(pids).toEqual([false, false]);
  });

  it("that does not exist is an end like any other", async () => {
    const child = spawnWatched("/no/such/program", [], { stdio: ["ignore", "pipe", "pipe"], whenLeft: "kill all" });
    expect(await once(child, "exit")).toEqual([127, null]);
  });
});
