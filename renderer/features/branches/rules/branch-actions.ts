import type {
  Branch,
  BranchCapability,
  BranchRestriction,
  ControlPlaneCapabilities,
} from "../../../../shared/branches/model.ts";

/** Why an action is refused here, in words for the user; null when it may be asked for. */
export type Refusal = string | null;

/** What the refusals below look at. */
export interface BranchPlace {
  readonly branch: Branch;
  readonly branches: readonly Branch[];
  readonly capabilities: ControlPlaneCapabilities;
}

/** Why `branch` cannot be deleted. Main refuses the same; this says it before the click. */
export function whyNotDelete(branch: Branch, branches: readonly Branch[]): Refusal {
  if (branch.isDefault) return "This is the project's default branch. It cannot be deleted.";
  if (branch.isProtected) return "This branch is protected. It cannot be deleted.";
  if (branch.state === "deleting") return "It is being deleted.";
  const children = childrenOf(branch, branches);
  if (children.length > 0)
    return `${children.length === 1 ? "A branch was" : `${children.length} branches were`} made from it (${children.map((child) => child.name).join(", ")}). Delete ${children.length === 1 ? "that one" : "those"} first.`;
  return restriction(branch, "delete");
}

/** Why the compute of `branch` cannot be started. */
export function whyNotStart(branch: Branch): Refusal {
  if (branch.state !== "ready") return notReady(branch);
  if (branch.compute === "active" || branch.compute === "starting") return "Its compute is awake.";
  return null;
}

/** Why the compute of `branch` cannot be suspended. */
export function whyNotSuspend(branch: Branch, capabilities: ControlPlaneCapabilities): Refusal {
  if (capabilities.missing.suspend !== undefined) return capabilities.missing.suspend;
  if (branch.state !== "ready") return notReady(branch);
  if (branch.compute === "suspended" || branch.compute === "suspending") return "Its compute is suspended.";
  return restriction(branch, "suspend");
}

/** Why no branch can be made from `branch`. */
export function whyNotFork(branch: Branch): Refusal {
  return branch.state === "ready" ? restriction(branch, "fork") : notReady(branch);
}

/** Why `branch` cannot be put back to what its parent is now. */
export function whyNotReset({ branch, branches, capabilities }: BranchPlace): Refusal {
  const refusal = lacking(branch, capabilities, "reset") ?? restriction(branch, "reset");
  if (refusal !== null) return refusal;
  if (branch.parentId === null) return "It has no parent to take its content from.";
  if (branch.isProtected) return "This branch is protected. Its content cannot be replaced.";
  return branches.some(({ id }) => id === branch.parentId) ? null : "Its parent does not exist any more.";
}

/** Why the content of `branch` cannot be replaced by an earlier one. */
export function whyNotRestore({ branch, capabilities }: BranchPlace): Refusal {
  const refusal = lacking(branch, capabilities, "restore") ?? restriction(branch, "restore");
  if (refusal !== null) return refusal;
  return branch.isProtected ? "This branch is protected. Its content cannot be replaced." : null;
}

/** Why `branch` cannot be given an end. */
export function whyNotExpire({ branch, branches, capabilities }: BranchPlace): Refusal {
  const refusal = lacking(branch, capabilities, "expire") ?? restriction(branch, "expire");
  if (refusal !== null) return refusal;
  if (branch.isDefault) return "The default branch does not end by itself.";
  if (branch.isProtected) return "A protected branch does not end by itself.";
  return childrenOf(branch, branches).length > 0 ? "Branches were made from it, so it does not end by itself." : null;
}

/** Why the protection of `branch` cannot be changed. An end that it has is none: both are changed at once. */
export function whyNotProtect({ branch, capabilities }: BranchPlace): Refusal {
  const refusal = lacking(branch, capabilities, "protect");
  return refusal ?? (branch.expiresAt === null ? restriction(branch, "protect") : null);
}

/** Why `branch` cannot become the default one. */
export function whyNotSetDefault({ branch, capabilities }: BranchPlace): Refusal {
  if (branch.isDefault) return "It is the default branch. Another one becomes it from its own details.";
  return lacking(branch, capabilities, "setDefault");
}

/** Why `capability` is of no use on `branch` now: the control plane lacks it, or the branch is busy. */
export function lacking(branch: Branch, capabilities: ControlPlaneCapabilities, capability: BranchCapability): Refusal {
  return capabilities.missing[capability] ?? (branch.state === "ready" ? null : notReady(branch));
}

/** The branches that were made from `branch` and stay. */
export function childrenOf(branch: Branch, branches: readonly Branch[]): readonly Branch[] {
  return branches.filter((other) => other.parentId === branch.id && other.state !== "deleting");
}

function restriction(branch: Branch, action: BranchRestriction["action"]): Refusal {
  return branch.restrictions.find((one) => one.action === action)?.reason ?? null;
}

function notReady(branch: Branch): string {
  if (branch.state === "creating") return "It is being created.";
  if (branch.state === "deleting") return "It is being deleted.";
  if (branch.state === "resetting") return "Its content is being replaced.";
  return "It failed. Delete it and create it again.";
}
