import { access, mkdir, rename, rm } from "node:fs/promises";
import type { BranchContent } from "../../../../shared/branches/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import type { ControlPlaneCall, RestoreRequest } from "../../control-plane.ts";
import { makeBranchId } from "../../neon-id.ts";
import { throwIfCancelled } from "../fork/copy-files.ts";
import { findForkPosition, toRecoveryError } from "../history/recovery.ts";
import type { Plane } from "../plane.ts";
import { adminRole } from "../server/create-cluster.ts";
import { observe } from "../server/observe.ts";
import { findFreePort } from "../server/ports.ts";
import { Postmaster } from "../server/postmaster.ts";
import { giveToServer } from "../server/server-user.ts";
import type { BranchRecord, ReplacementRecord } from "../state/state-format.ts";
import { refuseRestricted } from "./branch-rules.ts";
import { type ContentSource, copyContent, settleContent } from "./content.ts";
import { refuseTooMany, suspendAfterSeconds } from "./create-branch.ts";
import { makePasswords } from "./roles.ts";
import { refuseTakenName, toLifetime } from "./update-branch.ts";

/** New content for a branch. */
interface Replacing {
  readonly projectId: string;
  readonly branchId: string;
  readonly action: "reset" | "restore";
  readonly source: Extract<ContentSource, { readonly kind: "branch" }>;
  readonly preserveUnder: string | null;
}

/** Gives a branch its parent's present content; its lifetime begins anew. Rejects with `refused`, `conflict`, as below. */
export async function resetBranch(
  plane: Plane,
  projectId: string,
  branchId: string,
  call: ControlPlaneCall,
): Promise<void> {
  const { store } = plane.parts;
  const branch = store.findBranch(projectId, branchId);
  refuseRestricted("reset", branch, store.findProject(projectId).branches);
  const source = { kind: "branch", branchId: branch.parentId ?? "", point: { kind: "head" } } as const;
  await replaceContent(plane, { projectId, branchId, action: "reset", source, preserveUnder: null }, call);
}

/**
 * Gives a branch a state of its own past or of another branch. What it held is kept under `preserveUnder`, to which its
 * children move, or removed. Rejects with `refused` (protected, children or own past without a name to preserve under,
 * outside of the history), `conflict` (not ready, name), `diskFull`, `cancelled`; the branch is then as it was.
 */
export async function restoreBranch(
  plane: Plane,
  projectId: string,
  branchId: string,
  { sourceBranchId, point, preserveUnder }: RestoreRequest,
  call: ControlPlaneCall,
): Promise<void> {
  const isOwn = sourceBranchId === branchId;
  if (isOwn && point.kind === "head")
    throw new AppError("invalidInput", "A branch already has its own present content; choose a moment of its past.");
  if (isOwn && preserveUnder === null)
    throw new AppError("refused", "The content until now needs a name under which it is preserved.", {
      hint: "Without it, a wrong moment could not be taken back.",
    });
  const source = { kind: "branch", branchId: sourceBranchId, point } as const;
  await replaceContent(plane, { projectId, branchId, action: "restore", source, preserveUnder }, call);
}

async function replaceContent(plane: Plane, replacing: Replacing, call: ControlPlaneCall): Promise<void> {
  const { store, layout, changed } = plane.parts;
  const { projectId, branchId } = replacing;
  plane.refuseUnsupported(store.findProject(projectId));
  const signal = AbortSignal.any([plane.closing.signal, ...(call.signal ? [call.signal] : [])]);
  throwIfCancelled({ signal });
  const wasRunning = plane.computeOf(projectId, branchId).port !== null;
  await store.updateBranches(projectId, (branches) => {
    checkReplacing(plane, replacing, branches);
    return branches.map((branch) => (branch.id === branchId ? { ...branch, state: "resetting" as const } : branch));
  });
  changed(projectId);
  try {
    const replacement = await prepare(plane, replacing, { ...call, signal });
    await commitReplacement(plane, replacing, replacement);
  } catch (error) {
    await rm(layout.nextFolder(branchId), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    await store.updateBranch(projectId, branchId, { state: "ready", replacement: null });
    changed(projectId);
    throw signal.aborted ? new AppError("cancelled", "Replacing the content was cancelled.") : error;
  }
  call.report?.({ step: "Changing over" });
  await finishReplacement(plane, projectId, branchId);
  if (wasRunning && !plane.closing.signal.aborted) await plane.start(projectId, branchId);
}

function checkReplacing(plane: Plane, replacing: Replacing, branches: readonly BranchRecord[]): void {
  const { projectId, branchId, action, source, preserveUnder } = replacing;
  const { store } = plane.parts;
  const branch = store.findBranch(projectId, branchId);
  const from = store.findBranch(projectId, source.branchId);
  refuseRestricted(action, branch, branches);
  refuseRestricted("fork", from, branches);
  if (plane.computeOf(projectId, branchId).isHeld)
    throw new AppError("conflict", `Branch ${branch.name} is being copied.`, { hint: "Try again afterwards." });
  if (preserveUnder !== null) {
    refuseTakenName(preserveUnder, null, branches);
    refuseTooMany(plane, branches);
  } else if (branches.some((one) => one.parentId === branchId))
    throw new AppError("refused", `Branch ${branch.name} has branches of its own.`, {
      hint: "Give a name under which its content is preserved; its branches move there.",
    });
}

/** Makes the new content beside the old one, complete with the branch's own passwords, and stops it again. */
async function prepare(
  plane: Plane,
  { projectId, branchId, source }: Replacing,
  call: ControlPlaneCall & { readonly signal: AbortSignal },
): Promise<ReplacementRecord> {
  const { store, layout, binaries, user } = plane.parts;
  const branch = store.findBranch(projectId, branchId);
  const from = store.findBranch(projectId, source.branchId);
  const folder = layout.nextFolder(branchId);
  await rm(folder, { recursive: true, force: true });
  const copied = await copyContent(plane, projectId, source, folder, call);
  call.report?.({ step: "Starting Postgres" });
  const port = await findFreePort();
  const { signal } = call;
  const logFile = layout.logFile(branchId);
  const started = Postmaster.start({ binaries, user, folder, logFile, port, settings: copied.settings, signal });
  const postmaster = await started.catch((error: unknown) => {
    throw copied.isPast ? toRecoveryError(error) : error;
  });
  try {
    const copy = { host: "127.0.0.1", port, database: "postgres", user: adminRole, tls: "disable" } as const;
    const roles = plane.rolesOf(projectId, source.branchId);
    const wanted = { ...makePasswords(roles), ...branch.passwords };
    const content: BranchContent = from.content;
    const settled = { passwords: wanted, content: "data" } as const;
    const passwords = await settleContent(copy, copied.adminPassword, settled, call);
    const { databases, firstLsn } = await observe({ ...copy, password: passwords[adminRole] ?? "" }, null);
    throwIfCancelled(call);
    const parentLsn = copied.isPast ? await findForkPosition(folder) : copied.lsn;
    const parentTime = source.point.kind === "time" ? source.point.at : null;
    return {
      preserved: null,
      parentId: branch.parentId,
      parentLsn,
      parentTime,
      content,
      passwords,
      databases,
      firstLsn,
    };
  } finally {
    await postmaster.stop();
  }
}

/** From here on the change is finished, by this app or at the next start. */
async function commitReplacement(plane: Plane, replacing: Replacing, prepared: ReplacementRecord): Promise<void> {
  const { projectId, branchId, preserveUnder } = replacing;
  await plane.parts.store.updateBranches(projectId, (branches) => {
    const branch = plane.parts.store.findBranch(projectId, branchId);
    if (preserveUnder === null)
      return branches.map((one) => (one.id === branchId ? { ...one, replacement: prepared } : one));
    refuseTakenName(preserveUnder, null, branches);
    const preserved = { id: makeBranchId(), name: preserveUnder };
    // As on Neon: a branch hangs below what it was before; a root and its backup are both roots.
    const parentId = branch.parentId === null ? null : preserved.id;
    const replacement = { ...prepared, preserved, parentId };
    return branches.map((one) => (one.id === branchId ? { ...one, replacement } : one));
  });
}

/**
 * Puts prepared content in the place of the old one. Each step may have been done before a kill already. Its children go
 * to the branch that preserves the old content, and so does its history.
 */
export async function finishReplacement(plane: Plane, projectId: string, branchId: string): Promise<void> {
  const { store, layout, user, changed } = plane.parts;
  const { replacement } = store.findBranch(projectId, branchId);
  if (!replacement) return;
  await plane.computeOf(projectId, branchId).stop();
  const { preserved } = replacement;
  const cluster = layout.clusterFolder(branchId);
  const old = preserved ? layout.clusterFolder(preserved.id) : layout.oldFolder(branchId);
  try {
    if (await exists(layout.nextFolder(branchId))) {
      if (preserved) {
        await mkdir(layout.branchFolder(preserved.id), { recursive: true, mode: 0o700 });
        await giveToServer(layout.branchFolder(preserved.id), user);
        await moveIfThere(layout.basesFolder(branchId), layout.basesFolder(preserved.id));
      }
      await moveIfThere(cluster, old);
      await rename(layout.nextFolder(branchId), cluster);
    }
  } catch (error) {
    throw toFileError(error, cluster);
  }
  await store.updateBranches(projectId, (branches) => applyReplacement(branchId, replacement, branches));
  changed(projectId);
  for (const folder of [layout.oldFolder(branchId), layout.basesFolder(branchId)])
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function applyReplacement(
  branchId: string,
  replacement: ReplacementRecord,
  branches: readonly BranchRecord[],
): readonly BranchRecord[] {
  const { preserved, ...fields } = replacement;
  return branches.flatMap((branch) => {
    if (branch.id !== branchId)
      return preserved && branch.parentId === branchId ? [{ ...branch, parentId: preserved.id }] : [branch];
    const lifetime = branch.timeToLiveSeconds === null ? {} : toLifetime(branch.timeToLiveSeconds);
    const renewed = { bases: [], writtenBytes: 0, replacement: null, state: "ready" as const };
    const after: BranchRecord = { ...branch, ...fields, ...lifetime, ...renewed };
    if (!preserved) return [after];
    const before: BranchRecord = {
      ...branch,
      ...preserved,
      isDefault: false,
      isProtected: false,
      state: "ready",
      createdAt: new Date().toISOString(),
      ...toLifetime(null),
      suspendAfterSeconds: branch.suspendAfterSeconds ?? suspendAfterSeconds.work,
      port: null,
      replacement: null,
    };
    return [after, before];
  });
}

async function moveIfThere(from: string, to: string): Promise<void> {
  if (await exists(from)) await rename(from, to);
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
