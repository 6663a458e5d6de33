import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acquireDataFolder, defaultDataFolder } from "./data-folder.ts";
import { findCommandLine, findProcessStart, isProcessAlive } from "./process-identity.ts";

const isRoot = process.getuid?.() === 0;

describe("the data folder", () => {
  let parent: string;
  let folder: string;
  let sleeper: ChildProcess | null = null;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), "steward-folder-"));
    folder = join(parent, "below", "steward");
  });
  afterEach(async () => {
    sleeper?.kill("SIGKILL");
    sleeper = null;
    await rm(parent, { recursive: true });
  });
  const startSleeper = (): number => {
    sleeper = spawn("sleep", ["60"], { stdio: "ignore" });
    return sleeper.pid ?? 0;
  };

  it("is made for this user alone, and lets the server's user id pass when run as root", async () => {
    const held = await acquireDataFolder(folder);
    expect((await stat(folder)).mode & 0o777).toBe(isRoot ? 0o711 : 0o700);
    expect((await stat(join(folder, "app.lock"))).mode & 0o777).toBe(0o600);
    await held.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it("tightens permissions that were too wide", async () => {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o777);
    await (await acquireDataFolder(folder)).release();
    expect((await stat(folder)).mode & 0o777).toBe(isRoot ? 0o711 : 0o700);
  });

  it("belongs to one app at a time, and names the one that has it", async () => {
    const held = await acquireDataFolder(folder);
    await expect(acquireDataFolder(folder)).rejects.toMatchObject({
      code: "alreadyRunning",
      message: expect.stringContaining(String(process.pid)),
    });
    await held.release();
    await (await acquireDataFolder(folder)).release();
  });

  it("goes to exactly one of many that ask at once, also over a dead app's lock", async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "app.lock"), "999999999 1\n");
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => acquireDataFolder(folder)));
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
    expect(await readdir(folder)).toEqual(["app.lock"]);
  });

  it("is taken over from a dead app, a damaged lock and a process that got the id later", async () => {
    await mkdir(folder, { recursive: true });
    const reused = startSleeper();
    for (const stale of ["999999999 1\n", "", "nonsense", `${reused} some other start\n`]) {
      await writeFile(join(folder, "app.lock"), stale);
      const held = await acquireDataFolder(folder);
      expect(await readFile(join(folder, "app.lock"), "utf8"), stale).toMatch(new RegExp(`^${process.pid} `));
      await held.release();
    }
  });

  it("is not taken from a living process, and release leaves a lock that is not ours", async () => {
    const held = await acquireDataFolder(folder);
    const other = startSleeper();
    const text = `${other} ${await findProcessStart(other)}\n`;
    await writeFile(join(folder, "app.lock"), text);
    await expect(acquireDataFolder(folder)).rejects.toMatchObject({ code: "alreadyRunning" });
    await held.release();
    expect(await readFile(join(folder, "app.lock"), "utf8")).toBe(text);
  });

  it("says what is wrong with a path that cannot be a folder", async () => {
    await writeFile(join(parent, "file"), "");
    for (const path of [join(parent, "file"), join(parent, "file", "below")])
      await expect(acquireDataFolder(path), path).rejects.toMatchObject({ code: "fileSystem" });
  });

  it("has a default place, or the one that STEWARD_HOME names", () => {
    expect(defaultDataFolder({ STEWARD_HOME: parent })).toBe(parent);
    expect(defaultDataFolder({ STEWARD_HOME: "relative" })).toBe(join(process.cwd(), "relative"));
    if (process.platform === "linux" && isRoot) expect(defaultDataFolder({})).toBe("/var/lib/steward");
    if (process.platform === "linux" && !isRoot) expect(defaultDataFolder({ XDG_DATA_HOME: "/x" })).toBe("/x/steward");
  });
});

describe("the identity of a process", () => {
  it("tells living from dead, and what runs", async () => {
    const child = spawn("sleep", ["61"], { stdio: "ignore" });
    const pid = child.pid ?? 0;
    await expect.poll(() => findCommandLine(pid)).toBe("sleep 61");
    expect([isProcessAlive(pid), await findProcessStart(pid)]).toEqual([true, await findProcessStart(pid)]);
    expect(await findProcessStart(pid)).toMatch(/\d/);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    expect([isProcessAlive(pid), await findProcessStart(pid), await findCommandLine(pid)]).toEqual([false, null, null]);
  });
});
