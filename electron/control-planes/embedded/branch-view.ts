import type { Branch, ControlPlaneCapabilities, Project } from "../../../shared/branches/model.ts";
import type { Plane } from "./plane.ts";
import type { BranchRecord, ProjectRecord } from "./state/project-store.ts";

/** What the embedded control plane can do. */
export const embeddedCapabilities: ControlPlaneCapabilities = {
  kind: "embedded",
  canSuspend: true,
  canBranchFromPast: false,
  canExpire: true,
  hasOwnRoles: true,
};

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
  };
}
