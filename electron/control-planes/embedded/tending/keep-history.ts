import { takeBase } from "../history/base-backups.ts";
import { listLogFiles, measureWrittenLog, timelineOf } from "../history/log-files.ts";
import type { Plane } from "../plane.ts";
import type { BranchRecord, ProjectRecord } from "../state/state-format.ts";

/**
 * Keeps the past of default branches, and of others from when they are parents. A new base is taken before the oldest one
 * is lost: when half of the log that is kept was written since the newest, or half of the time has passed.
 */
export async function keepHistory(plane: Plane, projectId: string, branchId: string): Promise<void> {
  const { store, layout, limits } = plane.parts;
  const project = store.findProject(projectId);
  const branch = store.findBranch(projectId, branchId);
  if (!hasHistory(branch, project)) return;
  const newest = branch.bases.at(-1);
  const startedAt = plane.computeOf(projectId, branchId).startedAt ?? Date.now();
  if (!newest && Date.now() - startedAt < limits.historyDelayMs) return;
  if (newest) {
    const isYoung = Date.now() - Date.parse(newest.takenAt) < (limits.historySeconds * 1000) / 2;
    const cluster = layout.clusterFolder(branchId);
    const names = await listLogFiles(cluster, timelineOf(newest.firstLogFile));
    const writtenBytes = await measureWrittenLog(cluster, newest.firstLogFile, Date.parse(newest.takenAt));
    const isNear = writtenBytes < (limits.historyMegabytes * 1024 * 1024) / 2;
    if (isYoung && isNear && names.includes(newest.firstLogFile)) return;
  }
  await plane.whileUndisturbed(branchId, (signal) => takeBase(plane, projectId, branchId, { signal }));
}

function hasHistory(branch: BranchRecord, project: ProjectRecord): boolean {
  if (branch.purpose !== "work") return false;
  return branch.isDefault || project.branches.some((one) => one.parentId === branch.id);
}
