import type { Branch, ControlPlaneCapabilities } from "../../../../shared/branches/model.ts";

/** Why an action is refused here, in words for the user; null when it may be asked for. */
export type Refusal = string | null;

/** Why `branch` cannot be deleted. Main refuses the same; this says it before the click. */
export function whyNotDelete(branch: Branch, branches: readonly Branch[]): Refusal {
  if (branch.isDefault) return "This is the project's default branch. It cannot be deleted.";
  if (branch.isProtected) return "This branch is protected. It cannot be deleted.";
  if (branch.state === "deleting") return "It is being deleted.";
  const children = branches.filter((other) => other.parentId === branch.id && other.state !== "deleting");
  if (children.length > 0)
    return `${children.length === 1 ? "A branch was" : `${children.length} branches were`} made from it (${children.map((child) => child.name).join(", ")}). Delete ${children.length === 1 ? "that one" : "those"} first.`;
  return null;
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
  return null;
}

/** Why no branch can be made from `branch`. */
export function whyNotFork(branch: Branch): Refusal {
  return branch.state === "ready" ? null : notReady(branch);
}

function notReady(branch: Branch): string {
  if (branch.state === "creating") return "It is being created.";
  if (branch.state === "deleting") return "It is being deleted.";
  if (branch.state === "resetting") return "Its content is being replaced.";
  return "It failed. Delete it and create it again.";
}

/** What goes away with `branch`, one line each, for the question before a delete. */
export function blastRadius(branch: Branch, openTabs: number): readonly string[] {
  const lines = ["All databases and rows of this branch; there is no copy to come back to."];
  if (branch.compute !== "suspended") lines.push("Its compute is stopped and every session on it ends.");
  if (openTabs > 0)
    lines.push(
      openTabs === 1 ? "One open tab of this window leads to it." : `${openTabs} open tabs of this window lead to it.`,
    );
  if (branch.parentId !== null) lines.push("Its parent is not touched.");
  return lines;
}
