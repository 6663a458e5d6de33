import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { BranchChange } from "../../control-plane.ts";
import type { Plane } from "../plane.ts";
import type { BranchRecord } from "../state/state-format.ts";
import { refuseRestricted } from "./branch-rules.ts";

/** Changes what is given of a branch. Rejects with `conflict` (name, not ready), `refused` (default, protected, expiring). */
export async function updateBranch(
  plane: Plane,
  projectId: string,
  branchId: string,
  change: BranchChange,
): Promise<void> {
  const { store, changed } = plane.parts;
  store.findBranch(projectId, branchId);
  // Inside the store's turn, so that two changes at once cannot both pass the checks.
  await store.updateBranches(projectId, (branches) => {
    const after = applyChange(store.findBranch(projectId, branchId), change, branches);
    return branches.map((branch) => {
      if (branch.id === branchId) return after;
      return change.isDefault ? { ...branch, isDefault: false } : branch;
    });
  });
  changed(projectId);
}

/** The branch with the change; throws what is refused. The lifetime comes first: what shall not end may be protected. */
function applyChange(branch: BranchRecord, change: BranchChange, branches: readonly BranchRecord[]): BranchRecord {
  let after = branch;
  if (change.name !== undefined) {
    refuseTakenName(change.name, branch.id, branches);
    after = { ...after, name: change.name };
  }
  if (change.isProtected === false) after = { ...after, isProtected: false };
  if (change.timeToLiveSeconds !== undefined) {
    if (change.timeToLiveSeconds !== null) refuseRestricted("expire", after, branches);
    after = { ...after, ...toLifetime(change.timeToLiveSeconds) };
  }
  if (change.isProtected === true) {
    refuseRestricted("protect", after, branches);
    after = { ...after, isProtected: true };
  }
  if (change.suspendAfterSeconds !== undefined) after = { ...after, suspendAfterSeconds: change.suspendAfterSeconds };
  if (change.isDefault) {
    refuseRestricted("fork", after, branches);
    refuseRestricted("protect", after, branches);
    after = { ...after, isDefault: true, purpose: "work" };
  }
  return after;
}

/** Rejects with `conflict` when another branch of the project has this name. */
export function refuseTakenName(name: string, branchId: string | null, branches: readonly BranchRecord[]): void {
  if (branches.some((branch) => branch.name === name && branch.id !== branchId))
    throw new AppError("conflict", `There is a branch with the name ${name} already.`, {
      hint: "Choose another name: names are unique in a project.",
    });
}

/** When a branch ends that is to live so long from now. */
export function toLifetime(
  timeToLiveSeconds: number | null,
  now = Date.now(),
): Pick<BranchRecord, "timeToLiveSeconds" | "expiresAt"> {
  const expiresAt = timeToLiveSeconds === null ? null : new Date(now + timeToLiveSeconds * 1000).toISOString();
  return { timeToLiveSeconds, expiresAt };
}
