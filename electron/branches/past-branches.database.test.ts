import { afterAll, beforeAll, expect, it } from "vitest";
import { headCopy } from "../../shared/branches/model.ts";
import type { EmbeddedControlPlane } from "../control-planes/embedded/embedded-control-plane.ts";
import { createPlaneFolder, mainId, type PlaneFolder, projectId, projectRequest } from "../testing/plane-folder.ts";
import { PastBranches, pastName } from "./past-branches.ts";

const point = { kind: "time", at: "2026-09-01T10:00:00.000Z" } as const;
let folder: PlaneFolder;
let plane: EmbeddedControlPlane;
const context = (clientId: string) => ({
  signal: new AbortController().signal,
  report: () => undefined,
  clientId,
});
const names = async () => (await plane.listBranches(projectId)).map(({ name }) => name);

beforeAll(async () => {
  folder = await createPlaneFolder();
  plane = await folder.open();
  await plane.createProject(projectRequest);
});
afterAll(async () => {
  await plane.close();
  await folder.remove();
});

it("shows a moment by one branch, to every window that asks, until the last one closes it", async () => {
  const request = { ...headCopy, projectId, parentId: mainId, timeToLiveSeconds: 3600 };
  const made = await plane.createBranch({ ...request, name: pastName("main", point), purpose: "past" });
  const past = new PastBranches(() => plane);
  const open = (client: string) =>
    past.handlers["branches.openPast"]({ projectId, branchId: mainId, point }, context(client));
  const close = (client: string, branchId = made.id) =>
    past.handlers["branches.closePast"]({ projectId, branchId }, context(client));
  expect([(await open("a")).id, (await open("b")).id]).toEqual([made.id, made.id]);
  expect([past.isKnownPast(made.id), past.isKnownPast(mainId), await past.isPast(projectId, mainId)]).toEqual([
    true,
    false,
    false,
  ]);
  await close("a");
  expect(await names()).toContain(made.name);
  await close("b");
  await close("b", mainId); // shows no past: it stays, whoever asks
  expect(await names()).toEqual(["main"]);
});

it("knows after a restart what shows the past", async () => {
  const request = { ...headCopy, projectId, parentId: mainId, timeToLiveSeconds: 3600 };
  const made = await plane.createBranch({ ...request, name: "left over", purpose: "past" });
  const past = new PastBranches(() => plane);
  expect(await past.isPast(projectId, made.id)).toBe(true);
  const close = () => past.handlers["branches.closePast"]({ projectId, branchId: made.id }, context("a"));
  await close();
  expect(await names()).toEqual(["main"]);
  expect(await close()).toBeNull(); // it is gone, which is what was wanted
});
