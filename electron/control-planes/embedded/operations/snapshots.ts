import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { BranchSnapshot } from "../../../../shared/branches/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { makeBranchId } from "../../neon-id.ts";
import { measureFolder } from "../fork/cluster-files.ts";
import { throwIfCancelled } from "../fork/copy-files.ts";
import { forkCluster } from "../fork/fork-cluster.ts";
import type { Plane } from "../plane.ts";
import { adminRole } from "../server/create-cluster.ts";
import { giveToServer } from "../server/server-user.ts";
import type { BranchRecord, SnapshotRecord } from "../state/state-format.ts";
import { refuseRestricted } from "./branch-rules.ts";
import { whileRunning } from "./content.ts";
import { createBranch } from "./create-branch.ts";
import { toLifetime } from "./update-branch.ts";

/** The snapshots of a project, newest first. */
export function listSnapshots(plane: Plane, projectId: string): readonly BranchSnapshot[] {
  const { snapshots } = plane.parts.store.findProject(projectId);
  return snapshots
    .filter((snapshot) => snapshot.state === "ready")
    .map(({ id, name, branchId, createdAt, expiresAt, lsn, sizeBytes }) => ({
      ...{ id, name, branchId, createdAt, expiresAt, lsn, sizeBytes },
    }))
    .reverse();
}

/**
 * Keeps a copy of a branch's present content, taken while it runs. Rejects with `conflict` (name, branch not ready),
 * `refused` (count), `diskFull`, `cancelled`; then nothing is left of it.
 */
export async function createSnapshot(
  plane: Plane,
  projectId: string,
  branchId: string,
  wanted: { readonly name: string; readonly timeToLiveSeconds: number | null },
  call: ControlPlaneCall,
): Promise<string> {
  const { store } = plane.parts;
  plane.refuseUnsupported(store.findProject(projectId));
  const snapshot = toRecord(store.findBranch(projectId, branchId), wanted);
  const signal = AbortSignal.any([plane.closing.signal, ...(call.signal ? [call.signal] : [])]);
  throwIfCancelled({ signal });
  await store.updateProject(projectId, (project) => {
    refuseRestricted("fork", store.findBranch(projectId, branchId), project.branches);
    const { snapshots } = project;
    if (snapshots.some((one) => one.name === snapshot.name))
      throw new AppError("conflict", `There is a snapshot with the name ${snapshot.name} already.`, {
        hint: "Choose another name: names are unique in a project.",
      });
    if (snapshots.length >= plane.parts.limits.maxSnapshots)
      throw new AppError("refused", `A project may have ${snapshots.length} snapshots, and this one has as many.`, {
        hint: "Delete snapshots that are not needed any more.",
      });
    return { ...project, snapshots: [...snapshots, snapshot] };
  });
  try {
    await buildSnapshot(plane, projectId, branchId, snapshot.id, { ...call, signal });
  } catch (error) {
    await removeSnapshot(plane, projectId, snapshot.id);
    throw signal.aborted ? new AppError("cancelled", "Making the snapshot was cancelled.") : error;
  }
  plane.parts.changed(projectId);
  return snapshot.id;
}

/** Deletes a snapshot with its files. */
export async function deleteSnapshot(plane: Plane, projectId: string, snapshotId: string): Promise<void> {
  const { store } = plane.parts;
  if (store.findSnapshot(projectId, snapshotId).state === "creating")
    throw new AppError("conflict", "This snapshot is still being made.", { hint: "Cancel that first." });
  await removeSnapshot(plane, projectId, snapshotId);
}

/** Makes a branch with a snapshot's content, below the branch that it was taken of if that is still there. */
export async function restoreSnapshot(
  plane: Plane,
  projectId: string,
  snapshotId: string,
  name: string,
  call: ControlPlaneCall,
): Promise<string> {
  const snapshot = plane.parts.store.findSnapshot(projectId, snapshotId);
  if (snapshot.state !== "ready") throw new AppError("conflict", `Snapshot ${snapshot.name} is not ready.`);
  const wanted = {
    name,
    source: { kind: "snapshot", snapshotId },
    parentId: snapshot.branchId,
    parentTime: snapshot.createdAt,
    content: snapshot.content,
    roles: Object.keys(snapshot.passwords).filter((role) => role !== adminRole),
    timeToLiveSeconds: null,
    purpose: "work",
  } as const;
  return await createBranch(plane, projectId, wanted, call, "restore_snapshot");
}

/** Marks it, removes the files, then the record; a kill leaves what the next start goes on with. */
export async function removeSnapshot(plane: Plane, projectId: string, snapshotId: string): Promise<void> {
  const { store, layout, changed } = plane.parts;
  await store.updateProject(projectId, (project) => ({
    ...project,
    snapshots: project.snapshots.map((one) => (one.id === snapshotId ? { ...one, state: "deleting" as const } : one)),
  }));
  const folder = layout.snapshotFolder(snapshotId);
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch((error: unknown) => {
    throw toFileError(error, folder);
  });
  await store.updateProject(projectId, (project) => ({
    ...project,
    snapshots: project.snapshots.filter((one) => one.id !== snapshotId),
  }));
  changed(projectId);
}

async function buildSnapshot(
  plane: Plane,
  projectId: string,
  branchId: string,
  snapshotId: string,
  call: ControlPlaneCall,
): Promise<void> {
  const { store, layout, user } = plane.parts;
  const folder = layout.snapshotFolder(snapshotId);
  const targetFolder = join(folder, "data");
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    throw toFileError(error, folder);
  });
  await giveToServer(folder, user);
  call.report?.({ step: "Preparing" });
  const { lsn } = await whileRunning(plane, projectId, branchId, async () => {
    await plane.start(projectId, branchId);
    await plane.observe(projectId, branchId);
    return await forkCluster({
      source: await plane.adminParameters(projectId, branchId, "postgres"),
      sourceFolder: layout.clusterFolder(branchId),
      targetFolder,
      user,
      what: "The snapshot",
      copiesLog: true,
      call,
    });
  });
  const sizeBytes = await measureFolder(targetFolder);
  const { databases } = store.findBranch(projectId, branchId);
  await store.updateProject(projectId, (project) => ({
    ...project,
    snapshots: project.snapshots.map((one) =>
      one.id === snapshotId ? { ...one, state: "ready" as const, lsn, sizeBytes, databases } : one,
    ),
  }));
}

function toRecord(
  branch: BranchRecord,
  { name, timeToLiveSeconds }: { readonly name: string; readonly timeToLiveSeconds: number | null },
): SnapshotRecord {
  const now = Date.now();
  return {
    id: makeBranchId().replace(/^br-/, "snap-"),
    name,
    branchId: branch.id,
    state: "creating",
    createdAt: new Date(now).toISOString(),
    expiresAt: toLifetime(timeToLiveSeconds, now).expiresAt,
    lsn: null,
    sizeBytes: null,
    content: branch.content,
    passwords: branch.passwords,
    databases: null,
  };
}
