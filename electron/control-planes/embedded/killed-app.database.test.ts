import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  createPlaneFolder,
  findServers,
  findWatchers,
  hastyProjectRequest,
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
async function startApp(action: Action, line: string, { path } = folder): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", script, path, action], {
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
async function closePlane(): Promise<void> {
  await plane?.close();
  plane = null;
}
async function deleteBranches(opened: EmbeddedControlPlane): Promise<void> {
  for (const branch of await opened.listBranches(projectId))
    if (!branch.isDefault) await opened.deleteBranch(projectId, branch.id);
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

beforeAll(async () => {
  folder = await createPlaneFolder();
  await (await open()).createProject(hastyProjectRequest);
  await closePlane();
});
afterEach(async () => {
  if (app && app.exitCode === null && app.signalCode === null) await killApp(app);
  folder.logLines.length = 0;
  await closePlane();
  await noServer();
});
afterAll(() => folder.remove());

describe("an app that is killed", () => {
  it("leaves no server behind, however busy it is, and loses nothing that was committed", async () => {
    const child = await startApp("serve", "READY");
    expect([findServers(folder.path).length, findWatchers(folder.path).length]).toEqual([1, 1]);
    const state = JSON.parse(await readFile(join(folder.path, "embedded", "projects.json"), "utf8"));
    const { port, passwords } = state.projects[0].branches[0];
    const [user, database, tls] = ["steward_admin", "postgres", "disable"] as const;
    const parameters = { host: "127.0.0.1", port, database, user, tls, password: passwords[user] };
    await runSql(parameters, "CREATE TABLE public.kept AS SELECT generate_series(1, 1000) AS n");
    const busy = runSql(parameters, "SELECT pg_sleep(60)").catch((error: { code: string }) => error.code);
    const sleeping = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
    await expect.poll(() => runSql(parameters, sleeping), { timeout: 20_000 }).toEqual([["1"]]);
    await killApp(child);
    await noServer();
    await noWatcher();
    expect(await busy).toBe("connectionLost");
    const opened = await open();
    expect(await query(opened, "SELECT count(*) FROM public.kept")).toEqual([["1000"]]);
    expect((await opened.adminParameters(projectId, mainId, "postgres")).port).toBe(port);
  });

  it.each(["OPEN", "STARTED"])(
    "can be started again at once, while its servers are still ending (killed at %s)",
    async (line) => {
      await killApp(await startApp("serve", line));
      await expectInOrder(await open(), [["main"]]);
    },
  );

  it("together with its watchers has its servers stopped by the next app", async () => {
    const child = await startApp("serve", "READY");
    for (const pid of findWatchers(folder.path)) process.kill(pid, "SIGKILL");
    await killApp(child);
    expect(findServers(folder.path)).toHaveLength(1);
    const opened = await open();
    expect([findServers(folder.path), folder.logLines]).toEqual([[], [expect.stringContaining("earlier run")]]);
    await expectInOrder(opened, [["main"]]);
  });

  it.each(["Copying data", "Starting Postgres"])(
    "in the middle of making a branch leaves nothing of it (%s)",
    async (step) => {
      await killApp(await startApp("create", `STEP ${step}`));
      await expectInOrder(await open(), [["main"]]);
    },
  );

  it("after making a branch still has it", async () => {
    await killApp(await startApp("create", "READY"));
    const opened = await open();
    await expectInOrder(opened, [["made", "main"]]);
    await deleteBranches(opened);
  });

  it("in the middle of deleting a branch has it deleted or whole", async () => {
    await killApp(await startApp("delete", "DELETING"));
    const opened = await open();
    await expectInOrder(opened, [["main"], ["deleted", "main"]]);
    await deleteBranches(opened);
  });

  it("has its rehearsal branches thrown away", async () => {
    await killApp(await startApp("rehearse", "READY"));
    await expectInOrder(await open(), [["main"]]);
  });

  it("is no reason to touch another program that got its server's id", async () => {
    const sleeper = spawn("sleep", ["60"], { stdio: "ignore" });
    const cluster = join(folder.path, "embedded", "clusters", mainId, "data");
    await writeFile(join(cluster, "postmaster.pid"), `${sleeper.pid}\n${cluster}\n`);
    await expectInOrder(await open(), [["main"]]);
    expect(sleeper.exitCode ?? sleeper.signalCode).toBeNull();
    sleeper.kill("SIGKILL");
  });
});

it.each(["Making the cluster", "Starting Postgres"])(
  "an app that is killed in the middle of making a project leaves nothing of it (%s)",
  async (step) => {
    const fresh = await createPlaneFolder();
    await killApp(await startApp("serve", `STEP ${step}`, fresh));
    const opened = await fresh.open();
    expect([await opened.listProjects(), await fresh.clusters()]).toEqual([[], []]);
    await opened.close();
    await expect.poll(() => findServers(fresh.path), { timeout: 20_000 }).toEqual([]);
    expect(await fresh.clusters()).toEqual([]);
    await fresh.remove();
  },
);
