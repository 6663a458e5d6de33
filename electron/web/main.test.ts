import { type ChildProcess, spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildProgram } from "./testing/build-program.ts";

interface Started {
  readonly child: ChildProcess;
  readonly out: readonly string[];
  readonly errors: readonly string[];
  readonly ended: Promise<number | null>;
}

describe("the browser host as a program", () => {
  let root: string;
  const running: Started[] = [];
  beforeAll(async () => {
    root = await buildProgram();
  }, 60_000);
  afterEach(async () => {
    for (const { child, ended } of running.splice(0)) {
      child.kill("SIGKILL");
      await ended;
    }
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const start = (home: string, args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): Started => {
    const child = spawn(process.execPath, [join(root, "dist", "web", "main.cjs"), ...args], {
      env: { PATH: process.env.PATH, STEWARD_HOME: join(root, home), ...environment },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const out: string[] = [];
    const errors: string[] = [];
    createInterface({ input: child.stdout }).on("line", (line) => out.push(line));
    createInterface({ input: child.stderr }).on("line", (line) => errors.push(line));
    const ended = new Promise<number | null>((done) => child.on("close", done));
    const started = { child, out, errors, ended };
    running.push(started);
    return started;
  };
  const ready = async (started: Started) => {
    await expect.poll(() => started.out.length, { timeout: 15_000 }).toBeGreaterThan(0);
    return started.out[0]?.replace("Steward is ready: ", "") ?? "";
  };

  it("prints one line with a link that works, and another link for each Enter", async () => {
    const started = start("one");
    const link = await ready(started);
    expect(started.out).toEqual([
      expect.stringMatching(/^Steward is ready: http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+$/),
    ]);
    started.child.stdin?.write("\n");
    await expect.poll(() => started.out.length).toBe(2);
    const next = started.out[1]?.replace("New link: ", "") ?? "";
    const statuses = [link, next, next].map((url) => () => fetch(url, { redirect: "manual" }));
    const answers: number[] = [];
    for (const open of statuses) answers.push((await open()).status);
    expect(answers).toEqual([403, 303, 403]);
  });

  it.each(["SIGTERM", "SIGINT"] as const)("ends in order on %s, and can be started again", async (signal) => {
    const started = start("two");
    await ready(started);
    started.child.kill(signal);
    expect(await started.ended).toBe(0);
    await ready(start("two"));
  });

  it("says who holds the data folder, and takes over from one that was killed", async () => {
    const first = start("three");
    await ready(first);
    const second = start("three");
    expect(await second.ended).toBe(2);
    expect(second.errors.join("\n")).toContain(`already running with the data folder`);
    expect(second.errors.join("\n")).toContain("STEWARD_HOME");
    first.child.kill("SIGKILL");
    await first.ended;
    await ready(start("three"));
  });

  it("says which port is taken or none, and what to do", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((done) => other.once("listening", done));
    const address = other.address();
    const port = typeof address === "object" ? String(address?.port) : "";
    const taken = start("four", ["--port", port]);
    expect(await taken.ended).toBe(2);
    expect(taken.errors).toEqual([
      `steward: Port ${port} on 127.0.0.1 is used by another program.`,
      "steward: Choose another one with --port, or leave --port out for a free one.",
    ]);
    other.close();
    const nonsense = start("four", ["--port", "web"]);
    expect([await nonsense.ended, nonsense.errors[0]]).toEqual([2, "steward: “web” is no port."]);
  });
});
