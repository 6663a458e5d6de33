import { deleteBranch } from "../operations/delete-branch.ts";
import type { Plane } from "../plane.ts";

/**
 * Suspends a compute that nobody has used for as long as its branch says; a branch that shows the past is deleted then. True
 * when it did either. A compute that never suspends by itself is not asked anything.
 */
export async function suspendWhenIdle(plane: Plane, projectId: string, branchId: string): Promise<boolean> {
  const { store, log } = plane.parts;
  const branch = store.findBranch(projectId, branchId);
  const compute = plane.computeOf(projectId, branchId);
  if (branch.suspendAfterSeconds === null || compute.isHeld) return false;
  await plane.noteUse(projectId, branchId);
  const idleMs = Date.now() - (plane.lastActivityOf(projectId, branchId) ?? Date.now());
  if (idleMs < branch.suspendAfterSeconds * 1000 || compute.isHeld || compute.port === null) return false;
  if (branch.purpose === "past") {
    await plane.operate(projectId, branchId, "delete_branch", () => deleteBranch(plane, projectId, branchId));
    log(`Deleted branch ${branch.name}, which showed the past and is not read any more.`);
  } else {
    await plane.operate(projectId, branchId, "suspend_compute", () => plane.suspend(projectId, branchId));
    log(`Suspended branch ${branch.name}, which was idle.`);
  }
  return true;
}
