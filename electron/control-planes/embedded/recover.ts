import { access } from "node:fs/promises";
import { childrenFirst, deleteExpired } from "./expiry.ts";
import { removeOtherFolders } from "./history/base-backups.ts";
import { endMasking } from "./masking/branch-masking.ts";
import { removeProject } from "./operations/create-project.ts";
import { finishReplacement } from "./operations/replace-content.ts";
import { removeSnapshot } from "./operations/snapshots.ts";
import type { Plane } from "./plane.ts";
import { stopLeftoverServer } from "./server/leftover-server.ts";
import type { ProjectRecord } from "./state/state-format.ts";

/** What a branch's folder has when nothing is being done to it. */
const isKept = (name: string) => ["data", "bases", "server.log", "server.log.old"].includes(name);

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
    else {
      await endReplacements(plane, project);
      await removeUnfinished(plane, store.findProject(project.id));
      await endMaskings(plane, project.id);
      for (const { id, state } of project.snapshots) if (state !== "ready") await removeSnapshot(plane, project.id, id);
    }
  }
  await removeStrayFolders(plane);
  await deleteExpired(plane);
}

/** New content that was complete takes its place; what was not is removed, and the branch is as it was. */
async function endReplacements(plane: Plane, project: ProjectRecord): Promise<void> {
  const { store, layout, log } = plane.parts;
  for (const branch of project.branches.filter((one) => one.state === "resetting")) {
    log(`${branch.replacement ? "Finishing" : "Taking back"} the new content of branch ${branch.name}.`);
    if (branch.replacement) await finishReplacement(plane, project.id, branch.id);
    else await store.updateBranch(project.id, branch.id, { state: "ready" });
    await removeOtherFolders(layout.branchFolder(branch.id), isKept);
  }
}

async function endMaskings(plane: Plane, projectId: string): Promise<void> {
  const { store } = plane.parts;
  for (const branch of store.findProject(projectId).branches)
    if (branch.masking?.state === "masking") {
      const masking = endMasking(branch);
      await store.updateBranch(projectId, branch.id, masking ? { masking } : {});
    }
}

/** What a kill left beside what the list knows: old content, half a base, half a snapshot. Logs are kept. */
async function removeStrayFolders(plane: Plane): Promise<void> {
  const { store, layout } = plane.parts;
  const snapshots = store.projects.flatMap((project) => project.snapshots.map((one) => one.id));
  await removeOtherFolders(layout.snapshotsFolder, (name) => snapshots.includes(name));
  for (const project of store.projects.filter((one) => plane.isSupported(one)))
    for (const { id, bases } of project.branches) {
      await removeOtherFolders(layout.branchFolder(id), isKept);
      await removeOtherFolders(layout.basesFolder(id), (name) => bases.some((base) => base.id === name));
    }
}

async function stopLeftovers(plane: Plane): Promise<void> {
  const { store, layout, binaries, user, log } = plane.parts;
  const branches = store.projects.flatMap((project) => project.branches);
  await Promise.all(
    branches.flatMap(({ id, name }) =>
      [layout.clusterFolder(id), layout.nextFolder(id)].map(async (folder) => {
        if (!(await exists(folder))) return;
        const found = await stopLeftoverServer(folder, binaries, user);
        if (found === "stopped") log(`Stopped a Postgres server that an earlier run left on branch ${name}.`);
      }),
    ),
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
