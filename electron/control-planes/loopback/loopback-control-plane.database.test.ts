// The sample workspace's way to its branches: nothing that the clusters can do may be lost on it.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Branch, headCopy } from "../../../shared/branches/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import {
  createPlaneFolder,
  hastyProjectRequest,
  mainId,
  type PlaneFolder,
  projectId,
  runSql,
} from "../../testing/plane-folder.ts";
import type { BranchRequest } from "../control-plane.ts";
import type { EmbeddedControlPlane } from "../embedded/embedded-control-plane.ts";
import { type LoopbackControlPlane, openLoopbackControlPlane } from "./loopback-control-plane.ts";

let folder: PlaneFolder;
let embedded: EmbeddedControlPlane;
let plane: LoopbackControlPlane;
const secrets: string[] = [];

beforeAll(async () => {
  folder = await createPlaneFolder();
  embedded = await folder.open();
  await embedded.createProject(hastyProjectRequest);
  await embedded.createDatabase(projectId, mainId, { name: "shop", owner: "app_owner" });
  await run(mainId, "CREATE TABLE public.item AS SELECT 1 AS id");
  plane = await openLoopbackControlPlane({
    plane: embedded,
    dataFolder: folder.path,
    keepSecret: (secret) => secrets.push(secret),
    log: (line) => folder.logLines.push(line),
  });
});
afterAll(async () => {
  await plane.close();
  await folder.remove();
});

const run = async (branchId: string, sql: string) =>
  await runSql(await embedded.connectParameters(projectId, branchId, "shop"), sql);
const request = (name: string, changes: Partial<BranchRequest> = {}): BranchRequest => ({
  ...{ projectId, parentId: mainId, name, ...headCopy, timeToLiveSeconds: null, purpose: "work" },
  ...changes,
});
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => "no failure",
    (error: unknown) => (isAppError(error) ? [error.code, error.message] : String(error)),
  );
const factsOf = ({ name, state, compute, purpose }: Branch) => ({ name, state, compute, purpose });
const namesOf = async () => (await plane.listBranches(projectId)).map(({ name }) => name);

it("makes a branch that lives for a year, tells how far it is, and shows it as the clusters do", async () => {
  const steps: string[] = [];
  const seconds = 360 * 24 * 3600;
  const made = await plane.createBranch(request("a year", { timeToLiveSeconds: seconds, purpose: "rehearsal" }), {
    report: ({ step }) => steps.push(step),
  });
  expect(factsOf(made)).toEqual({ name: "a year", state: "ready", compute: "active", purpose: "rehearsal" });
  expect(Date.parse(made.expiresAt ?? "") - Date.now()).toBeGreaterThan((seconds - 60) * 1000);
  expect(steps).toEqual(expect.arrayContaining(["Preparing", "Starting Postgres"]));
  const own = (await embedded.listBranches(projectId)).map((branch) => ({ ...branch, expiresAt: null }));
  expect((await plane.listBranches(projectId)).map((branch) => ({ ...branch, expiresAt: null }))).toEqual(own);
  expect(await plane.listOperations(projectId)).toEqual(await embedded.listOperations(projectId));
});

it("ends a copy that is cancelled, and nothing is left of it", async () => {
  const clusters = await folder.clusters();
  const abort = new AbortController();
  const call = { signal: abort.signal, report: () => abort.abort() };
  expect((await failureOf(plane.createBranch(request("never"), call)))[0]).toBe("cancelled");
  expect([await namesOf(), await folder.clusters()]).toEqual([["main", "a year"], clusters]);
});

describe("the past", () => {
  it("is reached a few seconds back, by time and by position, and shown with the moment that was asked for", async () => {
    await embedded.keepHistory(projectId, mainId);
    const [[at, lsn] = []] = await run(
      mainId,
      "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'), pg_current_wal_lsn()",
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    await run(mainId, "INSERT INTO public.item VALUES (2)");
    const point = { kind: "time", at: at ?? "" } as const;
    const past = await plane.createBranch(request("by time", { point, purpose: "past" }));
    expect([past.parentTime, past.purpose, past.suspendAfterSeconds, await run(past.id, "TABLE item")]).toEqual([
      ...[at, "past", 60],
      [["1"]],
    ]);
    await plane.deleteBranch(projectId, past.id);
    const byLsn = await plane.createBranch(request("by position", { point: { kind: "lsn", lsn: lsn ?? "" } }));
    expect(await run(byLsn.id, "TABLE item")).toEqual([["1"]]);
    await plane.deleteBranch(projectId, byLsn.id);
    expect((await plane.listBranches(projectId))[0]?.historyStart).not.toBeNull();
  });

  it("comes back in place without a branch that keeps the present, where the user wants none", async () => {
    const [[at] = []] = await run(
      mainId,
      "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
    );
    await run(mainId, "INSERT INTO public.item VALUES (3)");
    const restore = { sourceBranchId: mainId, point: { kind: "time", at: at ?? "" }, preserveUnder: null } as const;
    const found = await failureOf(plane.restoreBranch(projectId, mainId, restore));
    const direct = await failureOf(embedded.restoreBranch(projectId, mainId, restore));
    expect(found).toEqual(direct);
    const kept = await plane.restoreBranch(projectId, mainId, { ...restore, preserveUnder: "before" });
    expect([kept.state, await run(mainId, "SELECT max(id) FROM item")]).toEqual(["ready", [["2"]]]);
  });
});

it("refuses in the clusters' own words and at once", async () => {
  const snapshot = await plane.createSnapshot(projectId, mainId, "first", null);
  expect(await failureOf(plane.createSnapshot(projectId, mainId, "first", null))).toEqual([
    "conflict",
    "There is a snapshot with the name first already.",
  ]);
  expect(await failureOf(plane.deleteBranch(projectId, mainId))).toEqual(
    await failureOf(embedded.deleteBranch(projectId, mainId)),
  );
  expect(await failureOf(plane.createBranch(request("main")))).toEqual([
    "conflict",
    "There is a branch named main already.",
  ]);
  expect(await failureOf(plane.createBranch(request("orphan", { parentId: "br-none-00000001" })))).toEqual([
    "notFound",
    expect.any(String),
  ]);
  await plane.deleteSnapshot(projectId, snapshot.id);
});

it("keeps its key in memory, and shows that it has one to nobody", async () => {
  expect(secrets.length).toBe(1);
  const [secret = ""] = secrets;
  const files = (await readdir(folder.path, { recursive: true, withFileTypes: true })).filter(
    (entry) => entry.isFile() && /json|log|txt/.test(entry.name),
  );
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "utf8")));
  expect([...texts, ...folder.logLines].filter((text) => text.includes(secret))).toEqual([]);
});
