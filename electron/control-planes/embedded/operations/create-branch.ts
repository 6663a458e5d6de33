import { mkdir } from "node:fs/promises";
import type { Branch, BranchContent, MaskingRule } from "../../../../shared/branches/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import type { BranchRequest, ControlPlaneCall } from "../../control-plane.ts";
import { makeBranchId } from "../../neon-id.ts";
import { throwIfCancelled } from "../fork/copy-files.ts";
import { findForkPosition, toRecoveryError } from "../history/recovery.ts";
import { maskCopy, newMasking } from "../masking/branch-masking.ts";
import type { Plane } from "../plane.ts";
import { adminRole } from "../server/create-cluster.ts";
import { giveToServer } from "../server/server-user.ts";
import { type BranchRecord, newBranchFacts } from "../state/state-format.ts";
import { refuseRestricted } from "./branch-rules.ts";
import { type ContentSource, copyContent, settleContent } from "./content.ts";
import { makePasswords } from "./roles.ts";
import { refuseTakenName, toLifetime } from "./update-branch.ts";

/** A branch to be made, and what it is made of. */
export interface NewBranch {
  readonly name: string;
  readonly source: ContentSource;
  /** What it is shown below; null for a root. */
  readonly parentId: string | null;
  readonly parentTime: string | null;
  readonly content: BranchContent;
  /** Login roles that it may have; each gets a password of its own. */
  readonly roles: readonly string[];
  readonly timeToLiveSeconds: number | null;
  readonly purpose: Branch["purpose"];
  /** For an anonymised branch; nobody reaches it before its rows are masked. Without any rule that is left for later. */
  readonly maskingRules?: readonly MaskingRule[];
}

type BuildCall = ControlPlaneCall & { readonly signal: AbortSignal };

/** Idle seconds after which a branch suspends, until somebody asks otherwise: Neon's default, and less where none will. */
export const suspendAfterSeconds: Readonly<Record<Branch["purpose"], number | null>> = {
  work: 300,
  rehearsal: null,
  past: 60,
};

/** A branch with only its parent's schema has nothing to be reset to: it is a root, as on Neon. */
export function toNewBranch(plane: Plane, request: BranchRequest): NewBranch {
  const { projectId, parentId, point, content } = request;
  return {
    name: request.name,
    source: { kind: "branch", branchId: parentId, point },
    parentId: content === "schemaOnly" ? null : parentId,
    parentTime: point.kind === "time" ? point.at : null,
    content,
    roles: plane.rolesOf(projectId, parentId),
    timeToLiveSeconds: request.timeToLiveSeconds,
    purpose: request.purpose,
    ...(content === "anonymised" ? { maskingRules: request.maskingRules } : {}),
  };
}

/**
 * Makes a branch: of another one's present or past, or of a snapshot. It runs afterwards, with passwords of its own. A
 * suspended parent is started for the copy and suspended again. Rejects with `conflict` (name, parent not ready), `notFound`,
 * `refused` (limits, history), `diskFull`, `cancelled`, `unsupported`, `computeUnavailable`; then nothing is left of it.
 */
export async function createBranch(
  plane: Plane,
  projectId: string,
  wanted: NewBranch,
  call: ControlPlaneCall,
  action = "create_branch",
): Promise<string> {
  plane.refuseUnsupported(plane.parts.store.findProject(projectId));
  const branch = toRecord(wanted);
  await plane.operate(projectId, branch.id, action, () => makeBranch(plane, projectId, wanted, branch, call));
  return branch.id;
}

async function makeBranch(
  plane: Plane,
  projectId: string,
  wanted: NewBranch,
  branch: BranchRecord,
  call: ControlPlaneCall,
): Promise<void> {
  const { store, log, changed } = plane.parts;
  const signal = AbortSignal.any([plane.closing.signal, ...(call.signal ? [call.signal] : [])]);
  throwIfCancelled({ signal });
  await store.updateBranches(projectId, (branches) => {
    if (wanted.source.kind === "branch")
      refuseRestricted("fork", store.findBranch(projectId, wanted.source.branchId), branches);
    refuseTakenName(wanted.name, null, branches);
    refuseTooMany(plane, branches);
    return [...branches, branch];
  });
  changed(projectId);
  try {
    await buildBranch(plane, projectId, wanted, branch, { ...call, signal });
  } catch (error) {
    await plane.removeBranch(projectId, branch.id).catch(async (reason: unknown) => {
      log(`What was made of branch ${branch.name} is removed at the next start: ${String(reason)}`);
      await store.updateBranch(projectId, branch.id, { state: "failed" }).catch(() => undefined); // said above
    });
    throw signal.aborted ? new AppError("cancelled", "Making the branch was cancelled.") : error;
  }
  changed(projectId);
}

/** Rejects with `refused` when a project has as many branches as it may. */
export function refuseTooMany(plane: Plane, branches: readonly BranchRecord[]): void {
  const { maxBranches } = plane.parts.limits;
  if (branches.length >= maxBranches)
    throw new AppError("refused", `A project may have ${maxBranches} branches, and this one has as many.`, {
      hint: "Delete branches that are not needed any more.",
    });
}

async function buildBranch(
  plane: Plane,
  projectId: string,
  { source }: NewBranch,
  branch: BranchRecord,
  call: BuildCall,
): Promise<void> {
  const { store, layout, user } = plane.parts;
  const [folder, cluster] = [layout.branchFolder(branch.id), layout.clusterFolder(branch.id)];
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    throw toFileError(error, folder);
  });
  await giveToServer(folder, user);
  const copied = await copyContent(plane, projectId, source, cluster, call);
  call.report?.({ step: "Starting Postgres" });
  const port = await plane
    .start(projectId, branch.id, { signal: call.signal, settings: copied.settings })
    .catch((error: unknown) => {
      throw copied.isPast ? toRecoveryError(error) : error;
    });
  const copy = { host: "127.0.0.1", port, database: "postgres", user: adminRole, tls: "disable" } as const;
  const passwords = await settleContent(copy, copied.adminPassword, branch, call);
  if (branch.masking && branch.masking.rules.length > 0) {
    const masking = await maskCopy({ ...copy, password: passwords[adminRole] ?? "" }, branch.masking, call);
    await store.updateBranch(projectId, branch.id, { masking });
  }
  throwIfCancelled(call);
  const parentLsn = copied.isPast ? await findForkPosition(cluster) : copied.lsn;
  await store.updateBranch(projectId, branch.id, { parentLsn, passwords });
  await plane.observe(projectId, branch.id);
  await store.updateBranch(projectId, branch.id, { state: "ready" });
}

function toRecord(wanted: NewBranch): BranchRecord {
  const now = Date.now();
  return {
    ...newBranchFacts,
    ...toLifetime(wanted.timeToLiveSeconds, now),
    id: makeBranchId(),
    name: wanted.name,
    parentId: wanted.parentId,
    parentLsn: null,
    parentTime: wanted.parentTime,
    content: wanted.content,
    isDefault: false,
    isProtected: false,
    state: "creating",
    createdAt: new Date(now).toISOString(),
    suspendAfterSeconds: suspendAfterSeconds[wanted.purpose],
    purpose: wanted.purpose,
    port: null,
    passwords: makePasswords(wanted.roles),
    ...(wanted.maskingRules ? { masking: newMasking(wanted.maskingRules) } : {}),
  };
}
