import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Branch, headCopy } from "../../../../shared/branches/model.ts";
import { openSession } from "../../../postgres/connect.ts";
import {
  createPlaneFolder,
  hastyProjectRequest,
  mainId,
  type PlaneFolder,
  projectId,
  runSql,
} from "../../../testing/plane-folder.ts";
import type { EmbeddedControlPlane } from "../embedded-control-plane.ts";

let folder: PlaneFolder;
let plane: EmbeddedControlPlane;
const create = async (name: string, purpose: Branch["purpose"] = "work") =>
  await plane.createBranch({ projectId, parentId: mainId, name, timeToLiveSeconds: null, ...headCopy, purpose });
const find = async (branchId: string) => (await plane.listBranches(projectId)).find((one) => one.id === branchId);
const states = async (...ids: string[]) =>
  await Promise.all(ids.map(async (id) => (await find(id))?.compute ?? "gone"));
const idleFor = async (branchId: string, suspendAfterSeconds: number) =>
  await plane.updateBranch(projectId, branchId, { suspendAfterSeconds });

beforeAll(async () => {
  folder = await createPlaneFolder();
  plane = await folder.open({ tendEveryMs: 100 });
  await plane.createProject(hastyProjectRequest);
});
afterAll(async () => {
  await plane.close();
  await folder.remove();
});

describe("a compute", () => {
  it("suspends when it was idle for as long as its branch says, and starts when it is needed again", async () => {
    const branch = await create("sleepy");
    expect([branch.suspendAfterSeconds, (await find(mainId))?.suspendAfterSeconds]).toEqual([300, null]);
    await idleFor(branch.id, 1);
    // An open session that does nothing does not keep it awake; it is ended.
    const idle = await openSession(await plane.connectParameters(projectId, branch.id, "postgres"), {
      purpose: "test",
    });
    const lost = new Promise<void>((resolve) => idle.onLost(() => resolve()));
    await expect.poll(() => states(branch.id, mainId), { timeout: 20_000 }).toEqual(["suspended", "active"]);
    await lost;
    const asleep = await find(branch.id);
    expect(Date.parse(asleep?.lastActiveAt ?? "")).toBeGreaterThanOrEqual(Date.parse(branch.createdAt));
    expect((await plane.listOperations(projectId))[0]).toMatchObject({ action: "suspend_compute", state: "finished" });
    expect(await runSql(await plane.connectParameters(projectId, branch.id, "postgres"), "SELECT 1")).toEqual([["1"]]);
    await plane.deleteBranch(projectId, branch.id);
  });

  it("stays while a statement runs, a transaction is open or new sessions come", async () => {
    const branch = await create("busy");
    await plane.createDatabase(projectId, branch.id, { name: "shop", owner: "app_owner" });
    const parameters = await plane.connectParameters(projectId, branch.id, "shop");
    const session = await openSession(parameters, { purpose: "test" });
    await session.execute("BEGIN");
    await idleFor(branch.id, 1);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await states(branch.id)).toEqual(["active"]);
    await session.execute("COMMIT");
    await session.close();
    const until = Date.now() + 2_500;
    while (Date.now() < until) {
      await runSql(parameters, "SELECT 1");
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(await states(branch.id)).toEqual(["active"]);
    await expect.poll(() => states(branch.id), { timeout: 20_000 }).toEqual(["suspended"]);
    await plane.deleteBranch(projectId, branch.id);
  });
});

describe("a branch that shows the past", () => {
  it("is deleted when nobody reads it any more, and at the next start", async () => {
    const [read, left] = [await create("read", "past"), await create("left", "past")];
    await idleFor(read.id, 1);
    await expect.poll(() => states(read.id, left.id), { timeout: 20_000 }).toEqual(["gone", "active"]);
    await plane.close();
    plane = await folder.open();
    expect([await states(left.id), await folder.clusters()]).toEqual([["gone"], [mainId]]);
  });
});
