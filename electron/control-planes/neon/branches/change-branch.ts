import type { BranchUpdateRequest } from "@neondatabase/api-client";
import type { Branch } from "../../../../shared/branches/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { BranchChange, ControlPlaneCall, RestoreRequest } from "../../control-plane.ts";
import { type Begun, type ChangeStep, makeChange, type NeonParts, readOpenOperations } from "../neon-parts.ts";
import { refuseLongLife } from "./create-branch.ts";
import {
  deletion,
  findBranchNamed,
  readEndpoint,
  readNeonBranch,
  refuseTakenName,
  showBranch,
} from "./read-branches.ts";
import { momentIn } from "./readable-time.ts";

/** Changes name, protection, expiry, the compute's suspend time and size, and default, in that order, as one turn of the project's queue. */
export async function updateBranch(
  parts: NeonParts,
  neonId: string,
  branchId: string,
  change: BranchChange,
  call: ControlPlaneCall,
): Promise<Branch> {
  refuseLongLife(parts, change.timeToLiveSeconds);
  await makeChange(parts, { neonId, branchId, action: "Change branch" }, call, async (step) => {
    const wanted = toUpdate(change, parts.clock.nowMs());
    if (Object.keys(wanted).length > 0)
      await step<Begun>(
        (client, settings) => client.updateProjectBranch(neonId, branchId, { branch: wanted }, settings),
        async () => {
          const branch = await readNeonBranch(parts, neonId, branchId);
          return branch && hasAll(branch, wanted)
            ? { operations: await readOpenOperations(parts, neonId, branchId) }
            : null; // the same values may be sent again
        },
      );
    const compute = toComputeUpdate(change);
    if (Object.keys(compute).length > 0) await updateCompute(parts, neonId, branchId, compute, step);
    if (change.isDefault)
      await step<Begun>(
        (client, settings) => client.setDefaultProjectBranch(neonId, branchId, settings),
        async () => {
          const branch = await readNeonBranch(parts, neonId, branchId);
          return branch?.default ? { operations: await readOpenOperations(parts, neonId, branchId) } : null;
        },
      );
  });
  return await showBranch(parts, neonId, branchId);
}

function toUpdate(change: BranchChange, nowMs: number): BranchUpdateRequest["branch"] {
  const { name, isProtected, timeToLiveSeconds } = change;
  const lives = timeToLiveSeconds === undefined || timeToLiveSeconds === null;
  return {
    ...(name === undefined ? {} : { name }),
    ...(isProtected === undefined ? {} : { protected: isProtected }),
    ...(timeToLiveSeconds === undefined ? {} : { expires_at: lives ? null : momentIn(timeToLiveSeconds, nowMs) }),
  };
}

function hasAll(
  branch: { readonly name: string; readonly protected: boolean; readonly expires_at?: string },
  wanted: BranchUpdateRequest["branch"],
): boolean {
  const { name, protected: isProtected, expires_at: expiry } = wanted;
  const expiresAlike =
    expiry === undefined ||
    Date.parse(expiry ?? "") === Date.parse(branch.expires_at ?? "") ||
    (!expiry && !branch.expires_at);
  return (
    (name ?? branch.name) === branch.name && (isProtected ?? branch.protected) === branch.protected && expiresAlike
  );
}

/** Neon's words for what a change wants of the compute; -1 never suspends. */
function toComputeUpdate({ suspendAfterSeconds, computeSize }: BranchChange) {
  return {
    ...(suspendAfterSeconds === undefined ? {} : { suspend_timeout_seconds: suspendAfterSeconds ?? -1 }),
    ...(computeSize === undefined
      ? {}
      : { autoscaling_limit_min_cu: computeSize.leastUnits, autoscaling_limit_max_cu: computeSize.mostUnits }),
  };
}

async function updateCompute(
  parts: NeonParts,
  neonId: string,
  branchId: string,
  wanted: ReturnType<typeof toComputeUpdate>,
  step: ChangeStep,
): Promise<void> {
  const { id } = await requireCompute(parts, neonId, branchId);
  await step<Begun>(
    (client, settings) => client.updateProjectEndpoint(neonId, id, { endpoint: wanted }, settings),
    async () => {
      const endpoint = await requireCompute(parts, neonId, branchId);
      const now = new Map<string, unknown>(Object.entries(endpoint));
      const isSet = Object.entries(wanted).every(([name, value]) => now.get(name) === value);
      return isSet ? { operations: await readOpenOperations(parts, neonId, branchId) } : null;
    },
  );
}

async function requireCompute(parts: NeonParts, neonId: string, branchId: string) {
  const endpoint = await readEndpoint(parts, neonId, branchId);
  if (endpoint) return endpoint;
  throw new AppError("notFound", "This branch has no compute.", { hint: "Start it: Steward then makes one." });
}

/** Deletes a branch. Neon refuses the default one, a protected one and one with children. One that is gone is deleted. */
export async function deleteBranch(
  parts: NeonParts,
  neonId: string,
  branchId: string,
  call: ControlPlaneCall,
): Promise<void> {
  await makeChange(parts, { neonId, branchId, action: deletion }, call, async (step) => {
    await step<Begun>(
      (client, settings) => client.deleteProjectBranch({ projectId: neonId, branchId }, settings),
      async () => {
        const branch = await readNeonBranch(parts, neonId, branchId);
        const operations = branch ? await readOpenOperations(parts, neonId, branchId) : [];
        const isGoing = operations.some(({ action }) => String(action) === "delete_timeline");
        return branch && !isGoing ? null : { operations };
      },
    );
  });
}

/** Replaces the content by the parent's present one. Rejects with `refused` for a root branch. */
export async function resetBranch(
  parts: NeonParts,
  neonId: string,
  branchId: string,
  call: ControlPlaneCall,
): Promise<Branch> {
  const parentId = (await readNeonBranch(parts, neonId, branchId))?.parent_id;
  if (parentId === undefined)
    throw new AppError("refused", "A root branch has no parent to be reset to.", {
      hint: "Restore it to a moment of its own instead.",
    });
  const request: RestoreRequest = { sourceBranchId: parentId, point: { kind: "head" }, preserveUnder: null };
  return await replaceContent(parts, { neonId, branchId, action: "Reset branch" }, request, call);
}

/** Replaces the content by a state of this or another branch. Neon wants a name for the old one where others depend on it. */
export async function restoreBranch(
  parts: NeonParts,
  neonId: string,
  branchId: string,
  request: RestoreRequest,
  call: ControlPlaneCall,
): Promise<Branch> {
  if (request.sourceBranchId === branchId && request.point.kind === "head")
    throw new AppError("refused", "A branch cannot be restored to its own present state.", {
      hint: "Choose a moment or a position of its past.",
    });
  if (request.sourceBranchId === branchId && request.preserveUnder === null && parts.rules.keepsReplaced)
    throw new AppError("refused", "Neon keeps the present state when a branch is restored from itself.", {
      hint: "Give a name for the branch that keeps it.",
    });
  return await replaceContent(parts, { neonId, branchId, action: "Restore branch" }, request, call);
}

async function replaceContent(
  parts: NeonParts,
  change: { readonly neonId: string; readonly branchId: string; readonly action: string },
  { sourceBranchId, point, preserveUnder }: RestoreRequest,
  call: ControlPlaneCall,
): Promise<Branch> {
  const { neonId, branchId } = change;
  const body = {
    source_branch_id: sourceBranchId,
    ...(point.kind === "time" ? { source_timestamp: point.at } : {}),
    ...(point.kind === "lsn" ? { source_lsn: point.lsn } : {}),
    ...(preserveUnder === null ? {} : { preserve_under_name: preserveUnder }),
  };
  await makeChange(parts, change, call, async (step) => {
    if (preserveUnder !== null) await refuseTakenName(parts, neonId, preserveUnder);
    await step<Begun>(
      (client, settings) => client.restoreProjectBranch(neonId, branchId, body, settings),
      async () => {
        const operations = await readOpenOperations(parts, neonId, branchId);
        if (operations.length > 0) return { operations };
        // The name of the kept state tells; without one nothing does, and a second restore could undo newer writes.
        if (preserveUnder !== null)
          return (await findBranchNamed(parts, neonId, preserveUnder)) ? { operations } : null;
        throw new AppError("outcomeUnknown", "Neon did not say whether it replaced the branch's content.", {
          hint: "Look at the branch and its operations before you try again.",
        });
      },
    );
  });
  return await showBranch(parts, neonId, branchId);
}
