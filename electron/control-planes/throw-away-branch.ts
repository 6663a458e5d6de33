import { randomBytes } from "node:crypto";
import { type Branch, headCopy } from "../../shared/branches/model.ts";
import type { ControlPlane, ControlPlaneCall } from "./control-plane.ts";

/** Whose head is copied, and how the copy is named and known. */
export interface ThrowAwayRequest {
  readonly projectId: string;
  readonly parentId: string;
  /** Stands before a random suffix in the branch's name: `rehearsal-1f0c33aa`. */
  readonly namePrefix: string;
  readonly purpose: Branch["purpose"];
}

const timeToLiveSeconds = 6 * 3600;

/**
 * Forks a branch, lets `use` work on the fork, and deletes it whatever happens; a fork whose maker dies expires after six
 * hours. Rejects with the control plane's errors, `cancelled`, and whatever `use` rejects with.
 */
export async function withThrowAwayBranch<T>(
  controlPlane: ControlPlane,
  { projectId, parentId, namePrefix, purpose }: ThrowAwayRequest,
  call: ControlPlaneCall,
  use: (branch: { readonly id: string; readonly name: string }) => Promise<T>,
): Promise<T> {
  call.report?.({ step: "making a branch" });
  const name = `${namePrefix}-${randomBytes(4).toString("hex")}`;
  const branch = await controlPlane.createBranch(
    { projectId, parentId, name, timeToLiveSeconds, ...headCopy, purpose },
    call,
  );
  try {
    return await use(branch);
  } finally {
    call.report?.({ step: "deleting the branch" });
    await controlPlane.deleteBranch(projectId, branch.id);
  }
}
