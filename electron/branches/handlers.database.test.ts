import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { branchesContract } from "../../shared/branches/contract.ts";
import { headCopy } from "../../shared/branches/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import type { EmbeddedControlPlane } from "../control-planes/embedded/embedded-control-plane.ts";
import { createPlaneFolder, mainId, type PlaneFolder, projectId, projectRequest } from "../testing/plane-folder.ts";
import { createBranchesHandlers } from "./handlers.ts";

let folder: PlaneFolder;
let plane: EmbeddedControlPlane;
const createHandlers = () =>
  createBranchesHandlers({
    controlPlanes: async () => [plane],
    controlPlaneOf: (id) => {
      if (id !== projectId) throw new AppError("notFound", "No such project.");
      return plane;
    },
  });
const createContext = (signal = new AbortController().signal) => {
  const steps: Progress[] = [];
  return { context: { signal, report: (progress: Progress) => steps.push(progress), clientId: "window" }, steps };
};
const names = async () =>
  (await createHandlers()["branches.list"]({ projectId }, createContext().context)).map((branch) => branch.name);
const create = (name: string, signal?: AbortSignal) =>
  createHandlers()["branches.create"](
    { projectId, parentId: mainId, name, timeToLiveSeconds: 3600, ...headCopy },
    createContext(signal).context,
  );

beforeAll(async () => {
  folder = await createPlaneFolder();
  plane = await folder.open();
  await plane.createProject(projectRequest);
});
afterAll(async () => {
  await plane.close();
  await folder.remove();
});

describe("requests about branches", () => {
  it("list projects and branches", async () => {
    const projects = await createHandlers()["projects.list"]({}, createContext().context);
    expect(projects).toEqual([expect.objectContaining({ id: projectId, capabilities: plane.capabilities })]);
    expect(await names()).toEqual(["main"]);
  });

  it("create, suspend, start and delete a branch", async () => {
    const handlers = createHandlers();
    const { context, steps } = createContext();
    const input = { projectId, parentId: mainId, name: "work", timeToLiveSeconds: 3600, ...headCopy };
    const branch = await handlers["branches.create"](input, context);
    expect(Date.parse(branch.expiresAt ?? "") - Date.parse(branch.createdAt)).toBe(3_600_000);
    expect([branch.purpose, steps.some((step) => step.unit === "bytes")]).toEqual(["work", true]);
    const ref = { projectId, branchId: branch.id };
    expect((await handlers["branches.suspend"](ref, context)).compute).toBe("suspended");
    expect((await handlers["branches.start"](ref, context)).compute).toBe("active");
    expect(await names()).toEqual(["main", "work"]);

    for (const confirmName of ["", "Work", "work ", "main"])
      await expect(handlers["branches.delete"]({ ...ref, confirmName }, context)).rejects.toMatchObject({
        code: "refused",
      });
    expect(await names()).toEqual(["main", "work"]);
    expect(await handlers["branches.delete"]({ ...ref, confirmName: "work" }, context)).toBeNull();
    expect(await names()).toEqual(["main"]);
  });

  it("refuse the default branch even with its name, and what does not exist", async () => {
    const handlers = createHandlers();
    const { context } = createContext();
    const remove = (branchId: string, confirmName: string) =>
      handlers["branches.delete"]({ projectId, branchId, confirmName }, context);
    await expect(remove(mainId, "main")).rejects.toMatchObject({ code: "refused" });
    await expect(remove("br-none", "")).rejects.toMatchObject({ code: "notFound" });
    await expect(handlers["branches.list"]({ projectId: "none" }, context)).rejects.toMatchObject({ code: "notFound" });
  });

  it("are cancelled by the window's signal", async () => {
    await expect(create("never", AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
    expect(await names()).toEqual(["main"]);
  });

  it("take any name that is one visible line", async () => {
    const schema = branchesContract["branches.create"].input;
    const accepts = (name: string) =>
      schema.safeParse({ projectId, parentId: mainId, name, timeToLiveSeconds: null, ...headCopy }).success;
    expect(["feature/ä 1", "'; DROP--", "<b>"].map(accepts)).toEqual([true, true, true]);
    expect(["", " ", "a\nb", "a\u202eb", "a\u0000"].map(accepts)).toEqual([false, false, false, false, false]);
    const odd = await create("'; DROP-- <b> ../../x");
    expect(await names()).toEqual(["main", "'; DROP-- <b> ../../x"]);
    await plane.deleteBranch(projectId, odd.id);
  });
});
