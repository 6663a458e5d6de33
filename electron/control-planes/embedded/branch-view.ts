import {
  type Branch,
  type BranchCapability,
  type ControlPlaneCapabilities,
  type Project,
  unknownBranchFacts,
} from "../../../shared/branches/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { Plane } from "./plane.ts";
import type { BranchRecord, ProjectRecord } from "./state/project-store.ts";

const notYet = "The clusters on this computer cannot do this yet.";

/** What the embedded control plane can do. */
export const embeddedCapabilities: ControlPlaneCapabilities = {
  kind: "embedded",
  missing: {
    branchFromTime: notYet,
    branchFromLsn: notYet,
    schemaOnly: notYet,
    anonymised: "The server that Steward brings has no extension that masks columns.",
    reset: notYet,
    restore: notYet,
    snapshots: notYet,
    protect: notYet,
    rename: notYet,
    setDefault: notYet,
    pooled: "The clusters on this computer have no pooler; connect directly.",
    usage: "Clusters on this computer are not billed.",
  },
  hasOwnRoles: true,
};

/** Refuses what the control plane lacks, with the reason that the screens show. */
export function refuseMissing(capability: BranchCapability): never {
  throw new AppError("unsupported", embeddedCapabilities.missing[capability] ?? notYet);
}

/** A project as the screens see it. */
export function toProject(plane: Plane, project: ProjectRecord): Project {
  const { version } = plane.parts.binaries;
  const postgresVersion = plane.isSupported(project) ? version.split(".", 2).join(".") : String(project.postgresMajor);
  return { id: project.id, name: project.name, postgresVersion, capabilities: embeddedCapabilities };
}

/** A branch as the screens see it; no port, no password. */
export function toBranch(plane: Plane, project: ProjectRecord, branch: BranchRecord, sizeBytes: number | null): Branch {
  const { port: _port, passwords: _passwords, ...shown } = branch;
  const compute = plane.computeOf(project.id, branch.id);
  const isSupported = plane.isSupported(project);
  return {
    ...shown,
    projectId: project.id,
    compute: isSupported ? compute.state : "failed",
    computeError: isSupported ? compute.error : plane.unsupportedReason(project),
    sizeBytes,
    ...unknownBranchFacts,
  };
}
