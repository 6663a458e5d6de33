import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, it } from "vitest";
import { headCopy } from "../../../shared/branches/model.ts";
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

const script = join(import.meta.dirname, "..", "..", "testing", "plane-process.ts");
const stepsOfCopy = ["Preparing", "Copying data", "Copying the write-ahead log"];
/** Each action with the steps at which it is killed, some milliseconds later. */
const actions = {
  create: [...stepsOfCopy, "Starting Postgres"],
  reset: [...stepsOfCopy, "Starting Postgres", "Changing over"],
  restore: [...stepsOfCopy, "Starting Postgres", "Changing over"],
  remove: ["BEGIN"],
  snapshot: stepsOfCopy,
} as const;
type Action = keyof typeof actions;

/** More points with STEWARD_KILL_POINTS; each action is met at least once. */
const pointCount = Number(process.env.STEWARD_KILL_POINTS ?? 5);
const points = Array.from({ length: pointCount }, (_, index) => {
  const names = Object.keys(actions) as Action[]; // the object's own keys
  const action = names[index % names.length] ?? "create";
  const steps = actions[action];
  const step = steps[Math.floor(Math.random() * steps.length)] ?? "BEGIN";
  return { action, step, delayMs: Math.floor(Math.random() ** 2 * 500) };
});

let folder: PlaneFolder;

/** Starts an app on the folder and kills it at the point, or when it is done before. */
async function killAt(action: Action, step: string, delayMs: number): Promise<void> {
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", script, folder.path, action], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const { stdout } = child;
  if (!stdout) throw new Error("Its output was asked for.");
  let hasBegun = false;
  await new Promise<void>((resolve) => {
    createInterface({ input: stdout }).on("line", (line) => {
      hasBegun ||= line === "BEGIN";
      if (hasBegun && (line === step || line === `STEP ${step}` || line === "READY")) resolve();
    });
    child.once("exit", () => resolve());
  });
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  expect(child.exitCode).toBeNull();
  child.kill("SIGKILL");
  await ended;
}

const sql = async (plane: EmbeddedControlPlane, branchId: string, text: string) =>
  await runSql(await plane.adminParameters(projectId, branchId, "postgres"), text);
const rows = "SELECT string_agg(v, ',' ORDER BY v) FROM public.item";

/** Exactly the branch "work" beside main, with a row of its own, and no snapshot. */
async function prepare(plane: EmbeddedControlPlane): Promise<void> {
  for (const { id } of await plane.listSnapshots(projectId)) await plane.deleteSnapshot(projectId, id);
  // Children first: a restored branch hangs below what it was.
  const branches = await plane.listBranches(projectId);
  for (const name of ["back", "work", "before", "made"]) {
    const branch = branches.find((one) => one.name === name);
    if (branch) await plane.deleteBranch(projectId, branch.id);
  }
  const request = { projectId, parentId: mainId, name: "work", timeToLiveSeconds: null, ...headCopy };
  const { id } = await plane.createBranch({ ...request, purpose: "work" });
  await sql(plane, id, "INSERT INTO public.item VALUES ('own')");
}

/** What each action may have left: by name, the rows of every branch. */
const before = { main: "first", work: "first,own" };
const outcomes: Readonly<Record<Action, readonly Readonly<Record<string, string>>[]>> = {
  create: [before, { ...before, made: "first" }],
  reset: [before, { ...before, work: "first" }],
  restore: [before, { main: "first", work: "first", before: "first,own" }],
  remove: [before, { main: "first" }],
  snapshot: [before],
};

async function expectInOrder(plane: EmbeddedControlPlane, action: Action): Promise<void> {
  const branches = await plane.listBranches(projectId);
  const snapshots = await plane.listSnapshots(projectId);
  expect(branches.map(({ state }) => state)).toEqual(branches.map(() => "ready"));
  expect(await folder.clusters()).toEqual(branches.map(({ id }) => id).sort());
  const inside = await Promise.all(branches.map(({ id }) => readdir(join(folder.path, "embedded", "clusters", id))));
  const strays = inside.flat().filter((name) => !/^(data|server\.log)$/.test(name));
  expect([strays, await readdir(join(folder.path, "embedded", "snapshots"))]).toEqual([
    [],
    snapshots.map(({ id }) => id),
  ]);
  const states = (await plane.listOperations(projectId)).map(({ state }) => state);
  expect(states.filter((state) => state === "running" || state === "queued")).toEqual([]);
  const found: Record<string, string | null> = {};
  for (const { name, id } of branches) found[name] = (await sql(plane, id, rows))[0]?.[0] ?? null;
  expect(outcomes[action]).toContainEqual(found);
  for (const { id } of snapshots) {
    const back = await plane.restoreSnapshot(projectId, id, "back");
    expect(await sql(plane, back.id, rows)).toEqual([["first,own"]]);
  }
}

beforeAll(async () => {
  folder = await createPlaneFolder();
  const plane = await folder.open();
  await plane.createProject(hastyProjectRequest);
  await sql(plane, mainId, "CREATE TABLE public.item AS SELECT 'first' AS v");
  await prepare(plane);
  await plane.close();
});
afterAll(() => folder.remove());

it.each(points)(
  "an app that is killed in the middle of $action ($step, $delayMs ms later) leaves it done or undone, and nothing else",
  async ({ action, step, delayMs }) => {
    await killAt(action, step, delayMs);
    const plane = await folder.open();
    await expectInOrder(plane, action);
    await prepare(plane);
    await plane.close();
    await expect.poll(() => findServers(folder.path), { timeout: 20_000 }).toEqual([]);
    await expect.poll(() => findWatchers(folder.path), { timeout: 20_000 }).toEqual([]);
  },
);
