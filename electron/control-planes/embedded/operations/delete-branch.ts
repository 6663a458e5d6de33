import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { Plane } from "../plane.ts";
import { refuseRestricted } from "./branch-rules.ts";

/** Deletes a branch with its files. Rejects with `refused` for the default, a protected one and one with children. */
export async function deleteBranch(plane: Plane, projectId: string, branchId: string): Promise<void> {
  const { store } = plane.parts;
  // Inside the store's turn, so that no child can be made between the check and the mark.
  await store.updateBranches(projectId, (branches) => {
    const branch = store.findBranch(projectId, branchId);
    refuseRestricted("delete", branch, branches);
    if (branch.state === "resetting" || plane.computeOf(projectId, branchId).isHeld)
      throw new AppError("conflict", `Branch ${branch.name} is being copied or replaced.`, {
        hint: "Try again afterwards.",
      });
    return branches.map((one) => (one.id === branchId ? { ...one, state: "deleting" as const } : one));
  });
  await plane.removeBranch(projectId, branchId);
}
