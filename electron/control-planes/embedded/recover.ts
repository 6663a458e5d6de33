import { access } from "node:fs/promises";
import { childrenFirst, deleteExpired } from "./expiry.ts";
import { removeProject } from "./operations/create-project.ts";
import type { Plane } from "./plane.ts";
import { stopLeftoverServer } from "./server/leftover-server.ts";
import type { ProjectRecord } from "./state/state-format.ts";

/**
 * Puts in order what an app that was killed has left: servers are stopped, half-made branches removed, begun deletions
 * finished, rehearsal branches, those that show the past and expired ones deleted. Projects of another Postgres major are left as they are.
 */
export async function recover(plane: Plane): Promise<void> {
  const { store } = plane.parts;
  await stopLeftovers(plane);
  for (const project of store.projects.filter((one) => plane.isSupported(one))) {
    const main = project.branches.find((branch) => branch.isDefault);
    if (!main || main.state === "creating" || main.state === "deleting") await removeProject(plane, project.id);
    else await removeUnfinished(plane, project);
  }
  await deleteExpired(plane);
}

async function stopLeftovers(plane: Plane): Promise<void> {
  const { store, layout, binaries, user, log } = plane.parts;
  const branches = store.projects.flatMap((project) => project.branches);
  await Promise.all(
    branches.map(async (branch) => {
      const folder = layout.clusterFolder(branch.id);
      if (!(await exists(folder))) return;
      const found = await stopLeftoverServer(folder, binaries, user);
      if (found === "stopped") log(`Stopped a Postgres server that an earlier run left on branch ${branch.name}.`);
    }),
  );
}

/** A branch with children is kept: they were made from it, so it was ready once. */
async function removeUnfinished(plane: Plane, project: ProjectRecord): Promise<void> {
  const { store, log } = plane.parts;
  for (const branch of childrenFirst(project)) {
    if (branch.state === "ready" && branch.purpose === "work") continue;
    if (store.findProject(project.id).branches.some((one) => one.parentId === branch.id)) continue;
    log(`Removing branch ${branch.name}, which an earlier run left (${branch.state}).`);
    await plane.removeBranch(project.id, branch.id);
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
