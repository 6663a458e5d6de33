import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createPlaneFolder,
  findServers,
  findWatchers,
  mainId,
  type PlaneFolder,
  projectId,
  runSql,
} from "../../testing/plane-folder.ts";
import type { EmbeddedControlPlane } from "./embedded-control-plane.ts";

type Action = "serve" | "create" | "delete" | "rehearse";

const script = join(import.meta.dirname, "..", "..", "testing", "plane-process.ts");
let folder: PlaneFolder;
let app: ChildProcess | null = null;
let plane: EmbeddedControlPlane | null = null;

/** Starts an app and waits until it says `line`. */
async function startApp(action: Action, line: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", script, folder.path, action], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  app = child;
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (said) => {
      if (said === line) resolve();
    });
    child.once("exit", () => reject(new Error(`The app ended before it said ${line}.`)));
  });
  return child;
}
async function killApp(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}
async function open(): Promise<EmbeddedControlPlane> {
  plane = await folder.open();
  return plane;
}
const noServer = () => expect.poll(() => findServers(folder.path), { timeout: 20_000 }).toEqual([]);
const noWatcher = () => expect.poll(() => findWatchers(folder.path), { timeout: 20_000 }).toEqual([]);
const query = async (opened: EmbeddedControlPlane, sql: string) =>
  await runSql(await opened.adminParameters(projectId, mainId, "postgres"), sql);

/** What must hold after any kill: branches on disk and in the list are the same, ready, and main has its data. */
async function expectInOrder(opened: EmbeddedControlPlane, names: readonly string[][]): Promise<void> {
  const branches = await opened.listBranches(projectId);
  expect(names).toContainEqual(branches.map((branch) => branch.name).sort());
  expect(branches.map((branch) => branch.state)).toEqual(branches.map(() => "ready"));
  expect(await folder.clusters()).toEqual(branches.map((branch) => branch.id).sort());
  expect(await query(opened, "SELECT 1")).toEqual([["1"]]);
}

beforeEach(async () => {
  folder = await createPlaneFolder();
});
afterEach(async () => {
  if (app && app.exitCode === null && app.signalCode === null) await killApp(app);
  await plane?.close();
  plane = null;
  await noServer();
  await folder.remove();
});

describe("an app that is killed", () => {
  it("leaves no server behind, however busy it is, and loses nothing that was committed", async () => {
    const child = await startApp("serve", "READY");
    expect([findServers(folder.path).length, findWatchers(folder.path).length]).toEqual([1, 1]);
    const state = JSON.parse(await readFile(join(folder.path, "embedded", "projects.json"), "utf8"));
    const { port, passwords } = state.projects[0].branches[0];
    const user = "steward_admin";
    const parameters = {
      host: "127.0.0.1",
      port,
      database: "postgres",
      user,
      tls: "disable",
      password: passwords[user],
    } as const;
    await runSql(parameters, "CREATE TABLE public.kept AS SELECT generate_series(1, 1000) AS n");
    const busy = runSql(parameters, "SELECT pg_sleep(60)").catch((error: { code: string }) => error.code);
    const sleeping = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
    await expect.poll(() => runSql(parameters, sleeping)).toEqual([["1"]]);
    await killApp(child);
    await noServer();
    await noWatcher();
    expect(await busy).toBe("connectionLost");
    const opened = await open();
    expect(await query(opened, "SELECT count(*) FROM public.kept")).toEqual([["1000"]]);
    expect((await opened.adminParameters(projectId, mainId, "postgres")).port).toBe(port);
  });

  it("can be started again at once, while its servers are still ending", async () => {
    for (let round = 0; round < 3; round++) {
      await killApp(await startApp("serve", round === 2 ? "OPEN" : "STARTED"));
      const opened = await open();
      await expectInOrder(opened, [["main"]]);
      await opened.close();
      plane = null;
    }
  });

  it("together with its watchers has its servers stopped by the next app", async () => {
    const child = await startApp("serve", "READY");
    for (const pid of findWatchers(folder.path)) process.kill(pid, "SIGKILL");
    await killApp(child);
    const left = findServers(folder.path);
    expect(left).toHaveLength(1);
    const opened = await open();
    expect([findServers(folder.path), folder.logLines]).toEqual([[], [expect.stringContaining("earlier run")]]);
    await expectInOrder(opened, [["main"]]);
  });

  it("in the middle of making a project or branch leaves all of it or nothing", async () => {
    for (const step of ["STEP Making the cluster", "STEP Starting Postgres"]) {
      await killApp(await startApp("serve", step));
      const opened = await open();
      expect([step, await opened.listProjects(), await folder.clusters()]).toEqual([step, [], []]);
      await opened.close();
    }
    const steps = ["Preparing", "Copying data", "Copying the write-ahead log", "Starting Postgres"];
    for (const line of [...steps.map((step) => `STEP ${step}`), "READY"]) {
      await killApp(await startApp("create", line));
      const opened = await open();
      await expectInOrder(opened, line === "READY" ? [["made", "main"]] : [["main"]]);
      await opened.close();
      plane = null;
    }
  });

  it("in the middle of deleting a branch has it deleted by the next app", async () => {
    for (const delayMs of [0, 15, 60]) {
      const child = await startApp("delete", "DELETING");
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      await killApp(child);
      const opened = await open();
      await expectInOrder(opened, [["main"], ["deleted", "main"]]);
      for (const branch of await opened.listBranches(projectId))
        if (!branch.isDefault) await opened.deleteBranch(projectId, branch.id);
      await opened.close();
      plane = null;
    }
  });

  it("has its rehearsal branches thrown away", async () => {
    await killApp(await startApp("rehearse", "READY"));
    await expectInOrder(await open(), [["main"]]);
  });

  it("is no reason to touch another program that got its server's id", async () => {
    await killApp(await startApp("serve", "READY"));
    await noServer();
    const sleeper = spawn("sleep", ["60"], { stdio: "ignore" });
    const lockFile = join(folder.path, "embedded", "clusters", mainId, "data", "postmaster.pid");
    await writeFile(lockFile, `${sleeper.pid}\n${join(folder.path, "embedded", "clusters", mainId, "data")}\n`);
    const opened = await open();
    await expectInOrder(opened, [["main"]]);
    expect(sleeper.exitCode ?? sleeper.signalCode).toBeNull();
    sleeper.kill("SIGKILL");
  });
});
