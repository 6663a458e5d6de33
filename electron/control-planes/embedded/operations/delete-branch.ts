import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { Plane } from "../plane.ts";
import type { BranchRecord } from "../state/project-store.ts";

/** Deletes a branch with its files. Rejects with `refused` for the default, a protected one and one with children. */
export async function deleteBranch(plane: Plane, projectId: string, branchId: string): Promise<void> {
  const { store } = plane.parts;
  // Inside the store's turn, so that no child can be made between the check and the mark.
  await store.updateBranches(projectId, (branches) => {
    const branch = store.findBranch(projectId, branchId);
    checkDeletion(branch, branches, plane.computeOf(projectId, branchId).isHeld);
    return branches.map((one) => (one.id === branchId ? { ...one, state: "deleting" as const } : one));
  });
  await plane.removeBranch(projectId, branchId);
}

function checkDeletion(branch: BranchRecord, branches: readonly BranchRecord[], isHeld: boolean): void {
  if (branch.isDefault)
    throw new AppError("refused", `${branch.name} is the project's default branch, which cannot be deleted.`);
  if (branch.isProtected)
    throw new AppError("refused", `Branch ${branch.name} is protected.`, { hint: "Take the protection away first." });
  if (branch.state === "creating")
    throw new AppError("conflict", `Branch ${branch.name} is still being made.`, { hint: "Cancel that first." });
  const children = branches.filter((one) => one.parentId === branch.id).map((one) => one.name);
  if (children.length > 0)
    throw new AppError("refused", `Branch ${branch.name} has branches of its own: ${children.join(", ")}.`, {
      hint: "Delete those first.",
    });
  if (isHeld)
    throw new AppError("conflict", `Branch ${branch.name} is being copied.`, { hint: "Try again afterwards." });
}
