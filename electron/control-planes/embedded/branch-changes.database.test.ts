import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { headCopy } from "../../../shared/branches/model.ts";
import {
  createPlaneFolder,
  hastyProjectRequest,
  mainId,
  type PlaneFolder,
  projectId,
  runSql,
} from "../../testing/plane-folder.ts";
import type { EmbeddedControlPlane } from "./embedded-control-plane.ts";

let folder: PlaneFolder;
let plane: EmbeddedControlPlane;
const create = async (name: string, timeToLiveSeconds: number | null = null, parentId = mainId) =>
  await plane.createBranch({ projectId, parentId, name, timeToLiveSeconds, ...headCopy, purpose: "work" });
const find = async (branchId: string) => (await plane.listBranches(projectId)).find((one) => one.id === branchId);
const update = async (branchId: string, change: Parameters<EmbeddedControlPlane["updateBranch"]>[2]) =>
  await plane.updateBranch(projectId, branchId, change);
const asRole = async (branchId: string, database: string, role: string, sql: string) =>
  await runSql(await plane.connectParameters(projectId, branchId, database, role), sql);
const refused = { code: "refused", details: { hint: expect.any(String) } };

beforeAll(async () => {
  folder = await createPlaneFolder();
  plane = await folder.open();
  await plane.createProject({ ...hastyProjectRequest, branchName: "trunk" });
});
afterAll(async () => {
  await plane.close();
  await folder.remove();
});

describe("a branch", () => {
  it("is renamed, protected, made to expire and made the default, each where it may be", async () => {
    const work = await create("work", 3600);
    await expect(update(work.id, { name: "trunk" })).rejects.toMatchObject({ code: "conflict" });
    await expect(update(work.id, { isProtected: true })).rejects.toMatchObject(refused);
    await expect(update(work.id, { isDefault: true })).rejects.toMatchObject(refused);
    expect((await find(work.id))?.name).toBe("work");
    const changed = await update(work.id, { name: "kept", isProtected: true, timeToLiveSeconds: null });
    expect(changed).toMatchObject({ name: "kept", isProtected: true, expiresAt: null });
    expect(changed.restrictions.map(({ action }) => action).sort()).toEqual(["delete", "expire", "reset", "restore"]);
    await expect(update(work.id, { timeToLiveSeconds: 60 })).rejects.toMatchObject(refused);
    await expect(plane.deleteBranch(projectId, work.id)).rejects.toMatchObject(refused);
    await expect(plane.deleteProject(projectId)).rejects.toMatchObject(refused);
    expect(await update(work.id, { isDefault: true, suspendAfterSeconds: 90 })).toMatchObject({
      isDefault: true,
      suspendAfterSeconds: 90,
    });
    expect([await find(mainId), await plane.listRoles(projectId)]).toEqual([
      expect.objectContaining({ isDefault: false }),
      ["app_owner", "mara"],
    ]);
    await expect(update(mainId, { timeToLiveSeconds: 60, isDefault: true })).rejects.toMatchObject(refused);
    await update(mainId, { isDefault: true });
    await update(work.id, { isProtected: false });
    await plane.deleteBranch(projectId, work.id);
    await expect(update(work.id, { name: "gone" })).rejects.toMatchObject({ code: "notFound" });
  });

  it("has its databases, size and written bytes known without being woken", async () => {
    expect(await plane.listDatabases(projectId, mainId)).toEqual([]);
    const odd = 'a"b; drop <i>';
    expect(await plane.createDatabase(projectId, mainId, { name: odd, owner: "mara" })).toEqual({
      name: odd,
      owner: "mara",
    });
    for (const [name, owner, code] of [
      [odd, "mara", "conflict"],
      ["x", "nobody", "notFound"],
      ["x", "steward_admin", "notFound"],
      ["ü".repeat(32), "mara", "invalidInput"],
    ] as const)
      await expect(plane.createDatabase(projectId, mainId, { name, owner })).rejects.toMatchObject({ code });
    await asRole(mainId, odd, "mara", "CREATE TABLE public.t AS SELECT generate_series(1, 50000) n");
    await plane.suspendCompute(projectId, mainId);
    const asleep = await find(mainId);
    expect([await plane.listDatabases(projectId, mainId), asleep?.compute]).toEqual([
      [{ name: odd, owner: "mara" }],
      "suspended",
    ]);
    expect(asleep?.writtenBytes).toBeGreaterThan(1_000_000);
    expect(Date.parse(asleep?.lastActiveAt ?? "")).toBeGreaterThan(Date.parse(asleep?.createdAt ?? ""));
    const target = await plane.connectionTarget(projectId, mainId, odd, "mara", false);
    expect([(await find(mainId))?.compute, target]).toEqual([
      "suspended",
      await plane.connectParameters(projectId, mainId, odd, "mara"),
    ]);
    await expect(plane.connectionTarget(projectId, mainId, odd, "mara", true)).rejects.toMatchObject({
      code: "unsupported",
    });
    await plane.updateDatabase(projectId, mainId, odd, { name: "plain", owner: "app_owner" });
    expect(await plane.listDatabases(projectId, mainId)).toEqual([{ name: "plain", owner: "app_owner" }]);
    await expect(plane.deleteDatabase(projectId, mainId, odd)).rejects.toMatchObject({ code: "notFound" });
    await expect(plane.deleteDatabase(projectId, mainId, "postgres")).rejects.toMatchObject({ code: "notFound" });
    await plane.deleteDatabase(projectId, mainId, "plain");
    expect(await plane.listDatabases(projectId, mainId)).toEqual([]);
  });

  it("has roles of its own, whose passwords are made, told, changed and gone with them", async () => {
    const branch = await create("roles");
    const name = 'o\'Brien "x"';
    const { password } = await plane.createRole(projectId, branch.id, name);
    expect(await asRole(branch.id, "postgres", name, "SELECT pg_has_role('app_owner', 'MEMBER')")).toEqual([["t"]]);
    expect([await plane.listBranchRoles(projectId, branch.id), await plane.listBranchRoles(projectId, mainId)]).toEqual(
      [
        ["app_owner", "mara", name],
        ["app_owner", "mara"],
      ],
    );
    for (const [bad, code] of [
      [name, "conflict"],
      ["pg_x", "invalidInput"],
      ["steward_admin", "invalidInput"],
    ] as const)
      await expect(plane.createRole(projectId, branch.id, bad)).rejects.toMatchObject({ code });
    const before = await plane.connectParameters(projectId, branch.id, "postgres", name);
    const fresh = await plane.resetRolePassword(projectId, branch.id, name);
    expect([before.password, fresh.password === password]).toEqual([password, false]);
    expect(await plane.rolePassword(projectId, branch.id, name)).toEqual(fresh);
    await expect(runSql(before, "SELECT 1")).rejects.toMatchObject({ code: "authenticationFailed" });
    await asRole(branch.id, "postgres", name, "CREATE TEMP TABLE t (n int)");
    const child = await create("grandchild", null, branch.id);
    expect(await asRole(child.id, "postgres", name, "SELECT 1")).toEqual([["1"]]);
    await plane.createDatabase(projectId, branch.id, { name: "owned", owner: name });
    await expect(plane.deleteRole(projectId, branch.id, name)).rejects.toMatchObject(refused);
    await plane.updateDatabase(projectId, branch.id, "owned", { owner: "mara" });
    await asRole(branch.id, "owned", "mara", "CREATE SCHEMA s; GRANT ALL ON SCHEMA s TO PUBLIC").catch(() => undefined);
    await plane.deleteRole(projectId, branch.id, name);
    expect(await plane.listBranchRoles(projectId, branch.id)).toEqual(["app_owner", "mara"]);
    await expect(plane.deleteRole(projectId, branch.id, "app_owner")).rejects.toMatchObject({ code: "refused" });
    for (const gone of [
      plane.rolePassword(projectId, branch.id, name),
      plane.rolePassword(projectId, branch.id, "steward_admin"),
    ])
      await expect(gone).rejects.toMatchObject({ code: "notFound" });
    await plane.deleteBranch(projectId, child.id);
    await plane.deleteBranch(projectId, branch.id);
  });
});

describe("what was done", () => {
  it("is told newest first, and after a restart", async () => {
    const branch = await create("told");
    await plane.deleteBranch(projectId, branch.id);
    await expect(plane.deleteBranch(projectId, mainId)).rejects.toMatchObject({ code: "refused" });
    const expected = [
      ["delete_branch", mainId, "failed"],
      ["delete_branch", branch.id, "finished"],
      ["create_branch", branch.id, "finished"],
    ];
    const newest = async () =>
      (await plane.listOperations(projectId))
        .slice(0, 3)
        .map(({ action, branchId, state }) => [action, branchId, state]);
    expect(await newest()).toEqual(expected);
    await plane.close();
    plane = await folder.open();
    expect(await newest()).toEqual(expected);
    await expect(plane.listOperations("none")).rejects.toMatchObject({ code: "notFound" });
  });
});

it("a project is renamed and deleted with all its branches", async () => {
  await plane.createProject({ id: "second", name: "Second", roles: ["owner"] });
  const parentId = (await plane.listBranches("second"))[0]?.id ?? "";
  const request = { projectId: "second", parentId, name: "b", timeToLiveSeconds: null, ...headCopy };
  await plane.createBranch({ ...request, purpose: "work" });
  expect(await plane.updateProject("second", { name: "Renamed" })).toMatchObject({ id: "second", name: "Renamed" });
  await expect(plane.updateProject("second", { name: " " })).rejects.toMatchObject({ code: "invalidInput" });
  await plane.deleteProject("second");
  expect([(await plane.listProjects()).map(({ id }) => id), await folder.clusters()]).toEqual([[projectId], [mainId]]);
});
