// Steward's own adapter for Neon against the API on loopback, while that fails in every way that it can.
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { headCopy } from "../../../shared/branches/model.ts";
import type { Fault } from "../../testing/neon/fault.ts";
import { FaultInjection } from "../../testing/neon/fault-injection.ts";
import { startTestNeonApi, type TestNeonApi, testKeys } from "../../testing/neon/neon-api-server.ts";
import {
  createPlaneFolder,
  hastyProjectRequest,
  mainId,
  type PlaneFolder,
  projectId,
  runSql,
} from "../../testing/plane-folder.ts";
import type { EmbeddedControlPlane } from "../embedded/embedded-control-plane.ts";
import { type Clock, cancelledError } from "../neon/api/clock.ts";
import { type NeonControlPlane, openNeonControlPlane } from "../neon/neon-control-plane.ts";
import { PendingOperations } from "../neon/operations/pending-operations.ts";

let folder: PlaneFolder;
let plane: EmbeddedControlPlane;
let api: TestNeonApi;
let adapter: NeonControlPlane;
const faults = new FaultInjection();
const accountProject = `neon:acc1:${projectId}`;
/** Waits are a hundredth as long, so that seconds of back-off pass, and polling leaves the machine to the servers. */
const clock: Clock = {
  nowMs: () => Date.now(),
  random: () => 0.5,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(cancelledError());
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener("abort", stop);
          resolve();
        },
        ms >= 300_000 ? ms : ms / 100,
      );
      signal?.addEventListener("abort", stop, { once: true });
    }),
};
const branchRequest = (name: string) => ({
  projectId: accountProject,
  parentId: mainId,
  name,
  timeToLiveSeconds: null,
  ...headCopy,
  purpose: "work" as const,
});
const names = async () => (await plane.listBranches(projectId)).map(({ name }) => name).sort();
const creation = { method: "POST", path: "/projects/[^/]+/branches" };
const planAll = (target: { readonly method?: string; readonly path: string }, planned: readonly Fault[]) => {
  for (const fault of planned) faults.plan({ ...target, fault });
};
const refusal = (status: number, retryAfter?: string): Fault => ({
  kind: "status",
  status,
  message: "injected",
  ...(retryAfter === undefined ? {} : { retryAfter }),
});

beforeAll(async () => {
  folder = await createPlaneFolder();
  plane = await folder.open();
  await plane.createProject(hastyProjectRequest);
  await plane.createDatabase(projectId, mainId, { name: "shop", owner: "app_owner" });
  await runSql(await plane.connectParameters(projectId, mainId, "shop"), "CREATE TABLE public.item AS SELECT 1 AS id");
  api = await startTestNeonApi(plane, folder.path, { intercept: faults.intercept });
  const pending = new PendingOperations(join(folder.path, "pending.json"));
  await pending.load();
  adapter = openNeonControlPlane({
    accountId: "acc1",
    apiUrl: api.url,
    readKey: async () => testKeys.user,
    readDataPlane: async () => null,
    pending,
    projects: () => [{ id: accountProject, name: "Shop", postgresVersion: "18" }],
    log: () => undefined,
    clock,
  });
});
afterEach(() => {
  const { left } = faults;
  faults.clear();
  expect(left).toBe(0);
});
afterAll(async () => {
  const problems = api.problems();
  adapter.close();
  await api.close();
  await plane.close();
  await folder.remove();
  expect(problems).toEqual([]);
});

describe("a branch is made once", () => {
  it("through locks, limits, a lost answer, a 404 behind it, and operations that hang and are tried again", async () => {
    planAll(creation, [
      refusal(423),
      refusal(429, "1"),
      refusal(429, new Date(Date.now() + 2_000).toUTCString()),
      refusal(503),
      { kind: "lost" },
    ]);
    planAll({ path: "/projects/[^/]+/branches/br-.*" }, [refusal(404), refusal(404)]);
    planAll({ path: "/projects/[^/]+/operations/.*" }, [
      { kind: "operations", as: "stuck" },
      { kind: "operations", as: "retried" },
      { kind: "html", status: 524 },
      { kind: "lost" },
      { kind: "operations", as: "unknownWord" },
    ]);
    const made = await adapter.createBranch(branchRequest("through all"));
    expect([made.name, made.state, await names()]).toEqual(["through all", "ready", ["main", "through all"]]);
    expect(await runSql(await plane.connectParameters(projectId, made.id, "shop"), "TABLE public.item")).toEqual([
      ["1"],
    ]);
  });

  it("when a page of HTML came instead of an answer, and nothing had been done", async () => {
    planAll(creation, [{ kind: "html", status: 524 }]);
    const made = await adapter.createBranch(branchRequest("after a page"));
    expect([made.state, await names()]).toEqual(["ready", ["after a page", "main", "through all"]]);
  });
});

it("a failed operation is an error in Neon's words; the branch is there, and is not made again", async () => {
  const id = (await plane.listBranches(projectId)).find(({ name }) => name === "after a page")?.id ?? "";
  await plane.suspendCompute(projectId, id);
  faults.plan({ path: "/projects/[^/]+/operations/.*", fault: { kind: "operations", as: "failed" } });
  await expect(adapter.startCompute(accountProject, id)).rejects.toThrow("injected failure");
  await api.settle(projectId);
  expect([(await adapter.startCompute(accountProject, id)).compute, await names()]).toEqual([
    "active",
    ["after a page", "main", "through all"],
  ]);
});

it("a branch is deleted once, also when nobody answered", async () => {
  const id = (await plane.listBranches(projectId)).find(({ name }) => name === "after a page")?.id ?? "";
  planAll({ method: "DELETE", path: ".*" }, [refusal(423), refusal(503, "1"), { kind: "lost" }]);
  await adapter.deleteBranch(accountProject, id);
  await api.settle(projectId);
  expect(await names()).toEqual(["main", "through all"]);
});

it("words that nobody knows break no list", async () => {
  faults.plan({ path: "/projects/[^/]+/branches", fault: { kind: "unknownStates" } });
  faults.plan({ path: "/projects/[^/]+/endpoints", fault: { kind: "unknownStates" } });
  faults.plan({ path: "/projects/[^/]+/operations", fault: { kind: "operations", as: "unknownWord" } });
  const [branches, operations] = [
    await adapter.listBranches(accountProject),
    await adapter.listOperations(accountProject),
  ];
  expect([branches.map(({ name, compute }) => [name, compute]), operations[0]?.action]).toEqual([
    expect.arrayContaining([
      ["main", "failed"],
      ["through all", "failed"],
    ]),
    expect.stringMatching(/defragment/i),
  ]);
});
