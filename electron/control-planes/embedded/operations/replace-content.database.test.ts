import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { headCopy } from "../../../../shared/branches/model.ts";
import { openSession } from "../../../postgres/connect.ts";
import {
  createPlaneFolder,
  findServers,
  hastyProjectRequest,
  mainId,
  type PlaneFolder,
  projectId,
  runSql,
} from "../../../testing/plane-folder.ts";
import type { EmbeddedControlPlane } from "../embedded-control-plane.ts";

let folder: PlaneFolder;
let plane: EmbeddedControlPlane;
const sql = async (branchId: string, text: string) =>
  await runSql(await plane.adminParameters(projectId, branchId, "postgres"), text);
const create = async (name: string, parentId = mainId, timeToLiveSeconds: number | null = null) =>
  await plane.createBranch({ projectId, parentId, name, timeToLiveSeconds, ...headCopy, purpose: "work" });
const find = async (name: string) => (await plane.listBranches(projectId)).find((one) => one.name === name);
const tree = async () => {
  const branches = await plane.listBranches(projectId);
  const nameOf = (id: string | null) => branches.find((one) => one.id === id)?.name ?? null;
  return Object.fromEntries(branches.map(({ name, parentId }) => [name, nameOf(parentId)]));
};
const value = async (branchId: string) =>
  (await sql(branchId, "SELECT string_agg(v, ',' ORDER BY v) FROM public.item"))[0]?.[0];
const add = async (branchId: string, text: string) => {
  await sql(branchId, `INSERT INTO public.item VALUES ('${text}')`);
};
const fields = async (branchId: string) => {
  const { port, password } = await plane.connectParameters(projectId, branchId, "postgres");
  return { port, password };
};
const lsn = async (branchId: string) => (await sql(branchId, "SELECT pg_current_wal_lsn()"))[0]?.[0] ?? "";

beforeAll(async () => {
  folder = await createPlaneFolder();
  plane = await folder.open({ maxSnapshots: 2 });
  await plane.createProject(hastyProjectRequest);
  await sql(mainId, "CREATE TABLE public.item (v text)");
  await add(mainId, "first");
});
afterAll(async () => {
  await plane.close();
  expect(findServers(folder.path)).toEqual([]);
  await folder.remove();
});

describe("a reset", () => {
  it("gives a branch its parent's present content, with id, name, port and passwords as before, and ends sessions", async () => {
    const branch = await create("work", mainId, 3600);
    await add(branch.id, "own");
    await plane.createRole(projectId, branch.id, "own_role");
    await plane.createRole(projectId, mainId, "later_role");
    await add(mainId, "later");
    const before = await fields(branch.id);
    const session = await openSession(await plane.connectParameters(projectId, branch.id, "postgres"), {
      purpose: "test",
    });
    const lost = new Promise<string>((resolve) => session.onLost((reason) => resolve(reason.message)));
    const reset = await plane.resetBranch(projectId, branch.id);
    expect(reset).toMatchObject({ id: branch.id, name: "work", parentId: mainId, state: "ready", compute: "active" });
    expect(Date.parse(reset.expiresAt ?? "")).toBeGreaterThan(Date.parse(branch.expiresAt ?? ""));
    expect(reset.parentLsn).not.toBe(branch.parentLsn);
    expect([await value(branch.id), await fields(branch.id)]).toEqual(["first,later", before]);
    expect(await lost).toMatch(/./);
    expect(await plane.listBranchRoles(projectId, branch.id)).toEqual(["app_owner", "mara", "later_role"]);
    const asLater = await plane.connectParameters(projectId, branch.id, "postgres", "later_role");
    expect(await runSql(asLater, "SELECT current_user")).toEqual([["later_role"]]);
    await plane.suspendCompute(projectId, branch.id);
    expect((await plane.resetBranch(projectId, branch.id)).compute).toBe("suspended");
    await plane.deleteBranch(projectId, branch.id);
  });

  it("is refused where it may not be, and cancelled leaves the branch as it was", async () => {
    const branch = await create("kept");
    await add(branch.id, "own");
    const child = await create("child", branch.id);
    await expect(plane.resetBranch(projectId, branch.id)).rejects.toMatchObject({ code: "refused" });
    await expect(plane.resetBranch(projectId, mainId)).rejects.toMatchObject({ code: "refused" });
    await plane.deleteBranch(projectId, child.id);
    await plane.updateBranch(projectId, branch.id, { isProtected: true });
    await expect(plane.resetBranch(projectId, branch.id)).rejects.toMatchObject({ code: "refused" });
    await plane.updateBranch(projectId, branch.id, { isProtected: false });
    for (const step of ["Copying data", "Starting Postgres"]) {
      const controller = new AbortController();
      const report = (progress: { step: string }) => {
        if (progress.step === step) controller.abort();
      };
      const reset = plane.resetBranch(projectId, branch.id, { signal: controller.signal, report });
      await expect(reset).rejects.toMatchObject({ code: "cancelled" });
      expect([step, await value(branch.id), (await find("kept"))?.state]).toEqual([step, "first,later,own", "ready"]);
    }
    const both = await Promise.allSettled([
      plane.resetBranch(projectId, branch.id),
      plane.resetBranch(projectId, branch.id),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    await plane.deleteBranch(projectId, branch.id);
    expect(await folder.clusters()).toEqual([mainId]);
  });
});

describe("a restore", () => {
  it("of a root to its own past keeps the content until now under a name, and both are roots", async () => {
    await plane.keepHistory(projectId, mainId);
    const point = { kind: "lsn", lsn: await lsn(mainId) } as const;
    await add(mainId, "mistake");
    const child = await create("child");
    const before = await fields(mainId);
    const request = { sourceBranchId: mainId, point, preserveUnder: "backup" };
    const head = { ...request, point: { kind: "head" } as const };
    await expect(plane.restoreBranch(projectId, mainId, head)).rejects.toMatchObject({ code: "invalidInput" });
    for (const [preserveUnder, code] of [
      [null, "refused"],
      ["child", "conflict"],
    ] as const)
      await expect(plane.restoreBranch(projectId, mainId, { ...request, preserveUnder })).rejects.toMatchObject({
        code,
      });
    expect(await plane.restoreBranch(projectId, mainId, request)).toMatchObject({
      id: mainId,
      name: "main",
      isDefault: true,
      parentId: null,
      historyStart: null,
    });
    const backup = await find("backup");
    expect([await value(mainId), await fields(mainId), await value(backup?.id ?? "")]).toEqual([
      "first,later",
      before,
      "first,later,mistake",
    ]);
    expect(await tree()).toEqual({ main: null, child: "backup", backup: null });
    expect([backup?.historyStart === null, backup?.isDefault]).toEqual([false, false]);
    const past = { projectId, parentId: backup?.id ?? "", name: "past", timeToLiveSeconds: null, ...headCopy, point };
    const again = await plane.createBranch({ ...past, purpose: "work" });
    expect(await value(again.id)).toBe("first,later");
    for (const id of [again.id, child.id, backup?.id ?? ""]) await plane.deleteBranch(projectId, id);
  });

  it("of a branch from another one hangs it below what it was", async () => {
    const [one, two] = [await create("one"), await create("two")];
    await add(one.id, "1");
    await add(two.id, "2");
    const fromTwo = { sourceBranchId: two.id, point: { kind: "head" }, preserveUnder: null } as const;
    await plane.restoreBranch(projectId, one.id, fromTwo);
    expect([await value(one.id), await tree()]).toEqual(["2,first,later", { main: null, one: "main", two: "main" }]);
    await plane.restoreBranch(projectId, one.id, { ...fromTwo, preserveUnder: "was one" });
    expect(await tree()).toEqual({ main: null, one: "was one", two: "main", "was one": "main" });
    for (const name of ["one", "two", "was one"]) await plane.deleteBranch(projectId, (await find(name))?.id ?? "");
    expect(await folder.clusters()).toEqual([mainId]);
  });
});

describe("a snapshot", () => {
  it("keeps a state of a branch beyond the branch, and becomes a branch again", async () => {
    const branch = await create("source");
    await add(branch.id, "kept");
    await plane.suspendCompute(projectId, branch.id);
    const snapshot = await plane.createSnapshot(projectId, branch.id, "before", null);
    expect(snapshot).toMatchObject({ name: "before", branchId: branch.id, expiresAt: null });
    expect([snapshot.sizeBytes ?? 0, (await find("source"))?.compute]).toEqual([expect.any(Number), "suspended"]);
    await expect(plane.createSnapshot(projectId, branch.id, "before", null)).rejects.toMatchObject({
      code: "conflict",
    });
    const second = await plane.createSnapshot(projectId, mainId, "second", 3600);
    await expect(plane.createSnapshot(projectId, mainId, "third", null)).rejects.toMatchObject({ code: "refused" });
    expect((await plane.listSnapshots(projectId)).map(({ name }) => name)).toEqual(["second", "before"]);
    expect(second.expiresAt).not.toBeNull();
    await add(branch.id, "after");
    const back = await plane.restoreSnapshot(projectId, snapshot.id, "back");
    expect([back.parentId, await value(back.id)]).toEqual([branch.id, "first,kept,later"]);
    await plane.deleteBranch(projectId, back.id);
    await plane.deleteBranch(projectId, branch.id);
    expect((await plane.listSnapshots(projectId)).find((one) => one.id === snapshot.id)?.branchId).toBeNull();
    const orphan = await plane.restoreSnapshot(projectId, snapshot.id, "orphan");
    expect([orphan.parentId, await value(orphan.id)]).toEqual([null, "first,kept,later"]);
    await plane.deleteBranch(projectId, orphan.id);
    for (const { id } of [snapshot, second]) await plane.deleteSnapshot(projectId, id);
    await expect(plane.deleteSnapshot(projectId, second.id)).rejects.toMatchObject({ code: "notFound" });
    expect(await plane.listSnapshots(projectId)).toEqual([]);
  });

  it("that is cancelled leaves nothing", async () => {
    const controller = new AbortController();
    const report = (progress: { step: string }) => {
      if (progress.step === "Copying data") controller.abort();
    };
    const made = plane.createSnapshot(projectId, mainId, "never", null, { signal: controller.signal, report });
    await expect(made).rejects.toMatchObject({ code: "cancelled" });
    expect(await plane.listSnapshots(projectId)).toEqual([]);
  });
});
