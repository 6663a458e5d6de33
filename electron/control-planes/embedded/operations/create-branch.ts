import { mkdir } from "node:fs/promises";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { openSession } from "../../../postgres/connect.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import type { BranchRequest, ControlPlaneCall } from "../../control-plane.ts";
import { makeBranchId } from "../../neon-id.ts";
import { forkCluster } from "../fork/fork-cluster.ts";
import type { Plane } from "../plane.ts";
import { adminRole } from "../server/create-cluster.ts";
import { giveToServer } from "../server/server-user.ts";
import { type BranchRecord, newBranchFacts } from "../state/state-format.ts";
import { refuseRestricted } from "./branch-rules.ts";
import { makePasswords, setPasswords } from "./roles.ts";
import { refuseTakenName, toLifetime } from "./update-branch.ts";

/**
 * Forks a branch from its parent's present state; the new branch runs afterwards, with passwords of its own. A suspended
 * parent is started for the copy and suspended again. Rejects with `conflict` (name, parent not ready), `notFound`,
 * `refused` (limits), `diskFull`, `cancelled`, `unsupported`, `computeUnavailable`; then nothing is left of it.
 */
export async function createBranch(
  plane: Plane,
  request: BranchRequest,
  call: ControlPlaneCall,
): Promise<{ readonly projectId: string; readonly id: string }> {
  const { projectId } = request;
  plane.refuseUnsupported(plane.parts.store.findProject(projectId));
  const branch = newBranch(plane, request);
  await plane.operate(projectId, branch.id, "create_branch", () => makeBranch(plane, request, branch, call));
  return { projectId, id: branch.id };
}

async function makeBranch(
  plane: Plane,
  request: BranchRequest,
  branch: BranchRecord,
  call: ControlPlaneCall,
): Promise<void> {
  const { store, log, changed } = plane.parts;
  const signal = AbortSignal.any([plane.closing.signal, ...(call.signal ? [call.signal] : [])]);
  throwIfCancelled(signal);
  await store.updateBranches(request.projectId, (branches) => {
    checkRequest(plane, request, branches);
    return [...branches, branch];
  });
  changed(request.projectId);
  try {
    await buildBranch(plane, request, branch, { ...call, signal });
  } catch (error) {
    await plane.removeBranch(request.projectId, branch.id).catch(async (reason: unknown) => {
      log(`What was made of branch ${branch.name} is removed at the next start: ${String(reason)}`);
      await store.updateBranch(request.projectId, branch.id, { state: "failed" }).catch(() => undefined); // said above
    });
    throw signal.aborted ? new AppError("cancelled", "Making the branch was cancelled.") : error;
  }
  changed(request.projectId);
}

function checkRequest(plane: Plane, request: BranchRequest, branches: readonly BranchRecord[]): void {
  const { maxBranches } = plane.parts.limits;
  refuseRestricted("fork", plane.parts.store.findBranch(request.projectId, request.parentId), branches);
  refuseTakenName(request.name, null, branches);
  if (branches.length >= maxBranches)
    throw new AppError("refused", `A project may have ${maxBranches} branches, and this one has as many.`, {
      hint: "Delete branches that are not needed any more.",
    });
}

async function buildBranch(
  plane: Plane,
  request: BranchRequest,
  branch: BranchRecord,
  call: ControlPlaneCall & { readonly signal: AbortSignal },
): Promise<void> {
  const { store, layout, user } = plane.parts;
  const { projectId, parentId } = request;
  const folder = layout.branchFolder(branch.id);
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    throw toFileError(error, folder);
  });
  await giveToServer(folder, user);
  const parentLsn = await forkParent(plane, request, branch, call);
  await store.updateBranch(projectId, branch.id, { parentLsn });
  call.report?.({ step: "Starting Postgres" });
  const parentPassword = store.findBranch(projectId, parentId).passwords[adminRole] ?? "";
  await plane.start(projectId, branch.id, call.signal);
  const own = await plane.adminParameters(projectId, branch.id, "postgres");
  // The copy still has the parent's passwords; the parent's must not open the branch, nor the branch's the parent.
  const session = await openSession({ ...own, password: parentPassword }, { purpose: "branch", signal: call.signal });
  try {
    await setPasswords(session, Object.keys(branch.passwords), branch.passwords);
  } finally {
    await session.close();
  }
  throwIfCancelled(call.signal);
  await plane.observe(projectId, branch.id);
  await store.updateBranch(projectId, branch.id, { state: "ready" });
}

async function forkParent(
  plane: Plane,
  request: BranchRequest,
  branch: BranchRecord,
  call: ControlPlaneCall,
): Promise<string> {
  const { layout, user } = plane.parts;
  const { projectId, parentId } = request;
  const compute = plane.computeOf(projectId, parentId);
  const wasRunning = compute.state === "active" || compute.state === "starting";
  const release = compute.hold();
  try {
    call.report?.({ step: "Preparing" });
    return await forkCluster({
      source: await plane.adminParameters(projectId, parentId, "postgres"),
      sourceFolder: layout.clusterFolder(parentId),
      targetFolder: layout.clusterFolder(branch.id),
      user,
      call,
    });
  } finally {
    release();
    if (!wasRunning && !compute.isHeld) await compute.stop();
  }
}

function newBranch(plane: Plane, request: BranchRequest): BranchRecord {
  const now = Date.now();
  return {
    ...newBranchFacts,
    ...toLifetime(request.timeToLiveSeconds, now),
    id: makeBranchId(),
    name: request.name,
    parentId: request.parentId,
    parentLsn: null,
    isDefault: false,
    isProtected: false,
    state: "creating",
    createdAt: new Date(now).toISOString(),
    purpose: request.purpose,
    port: null,
    passwords: makePasswords(plane.rolesOf(request.projectId, request.parentId)),
  };
}

function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError("cancelled", "Making the branch was cancelled.");
}
