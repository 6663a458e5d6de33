import type { Branch, BranchCapability, ControlPlaneCapabilities, Project } from "../../../shared/branches/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { findRestrictions } from "./operations/branch-rules.ts";
import type { Plane } from "./plane.ts";
import type { BranchRecord, ProjectRecord } from "./state/state-format.ts";

/** What the embedded control plane can do. */
export const embeddedCapabilities: ControlPlaneCapabilities = {
  kind: "embedded",
  missing: {
    pooled: "The clusters on this computer have no pooler; connect directly.",
    usage: "Clusters on this computer are not billed.",
    computeSize: "A cluster on this computer uses what the computer has.",
    snapshotSchedule: "Snapshots on this computer are taken by hand.",
    restoreSnapshotOver: "A snapshot on this computer becomes a new branch.",
  },
  hasOwnRoles: true,
};

/** Refuses what the control plane lacks, with the reason that the screens show. */
export function refuseMissing(capability: BranchCapability): never {
  throw new AppError(
    "unsupported",
    embeddedCapabilities.missing[capability] ?? "The clusters on this computer cannot do this.",
  );
}

/** A project as the screens see it. */
export function toProject(plane: Plane, project: ProjectRecord): Project {
  const { version } = plane.parts.binaries;
  const postgresVersion = plane.isSupported(project) ? version.split(".", 2).join(".") : String(project.postgresMajor);
  return { id: project.id, name: project.name, postgresVersion, capabilities: embeddedCapabilities };
}

/** A branch as the screens see it; no port, no password. */
export function toBranch(plane: Plane, project: ProjectRecord, branch: BranchRecord, sizeBytes: number | null): Branch {
  const compute = plane.computeOf(project.id, branch.id);
  const isSupported = plane.isSupported(project);
  const lastActivity = plane.lastActivityOf(project.id, branch.id);
  return {
    id: branch.id,
    projectId: project.id,
    name: branch.name,
    parentId: branch.parentId,
    parentLsn: branch.parentLsn,
    parentTime: branch.parentTime,
    content: branch.content,
    isDefault: branch.isDefault,
    isProtected: branch.isProtected,
    state: branch.state,
    compute: isSupported ? compute.state : "failed",
    computeError: isSupported ? compute.error : plane.unsupportedReason(project),
    createdAt: branch.createdAt,
    expiresAt: branch.expiresAt,
    sizeBytes,
    writtenBytes: branch.writtenBytes,
    suspendAfterSeconds: branch.suspendAfterSeconds,
    computeSize: null,
    lastActiveAt: lastActivity === null ? null : new Date(lastActivity).toISOString(),
    historyStart: branch.bases[0]?.takenAt ?? null,
    restrictions: findRestrictions(branch, project.branches),
    purpose: branch.purpose,
  };
}
