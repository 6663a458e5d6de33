import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findCommandLine } from "../../../storage/process-identity.ts";
import { stopLeftoverServer } from "./leftover-server.ts";

const binaries = { folder: "/nowhere", version: "18.0", major: 18 };

describe.skipIf(process.platform === "win32")("a server that an earlier run left", () => {
  let folder: string;
  let child: ChildProcess | null = null;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-leftover-"));
  });
  afterEach(async () => {
    child?.kill("SIGKILL");
    child = null;
    await rm(folder, { recursive: true });
  });
  const lockFile = () => join(folder, "postmaster.pid");
  /** A process whose command line looks like a server's on `cluster`. */
  const start = async (
    cluster: string,
    script = "trap 'exit 0' INT; while :; do sleep 0.05; done",
  ): Promise<ChildProcess> => {
    const started = spawn("/bin/sh", ["-c", script, "postgres", "-D", cluster, "-c", "port=1"], {
      stdio: "ignore",
    });
    child = started;
    await expect.poll(() => findCommandLine(started.pid ?? 0)).toContain(`-D ${cluster} `);
    return started;
  };
  const stop = () => stopLeftoverServer(folder, binaries, {});
  const hasLock = () =>
    access(lockFile()).then(
      () => true,
      () => false,
    );

  it("is none without a lock file", async () => {
    expect(await stop()).toBe("none");
  });

  it("is forgotten when its process is gone, or the lock file says nothing sensible", async () => {
    for (const text of ["999999999\n/x\n", "", "nonsense", "0\n", "-1\n", "1\n"]) {
      await writeFile(lockFile(), text);
      expect([text, await stop(), await hasLock()]).toEqual([text, "stale", false]);
    }
  });

  it("is not taken for a server of another cluster, even of one whose path begins the same", async () => {
    for (const cluster of ["/other", `${folder}2`]) {
      const stranger = await start(cluster);
      await writeFile(lockFile(), `${stranger.pid}\n`);
      expect([await stop(), stranger.exitCode, stranger.signalCode]).toEqual(["stale", null, null]);
      stranger.kill("SIGKILL");
    }
  });

  it("is ended when it is ours", async () => {
    const server = await start(folder);
    await writeFile(lockFile(), `${server.pid}\n`);
    const ended = once(server, "exit");
    expect(await stop()).toBe("stopped");
    await ended;
  });
});
