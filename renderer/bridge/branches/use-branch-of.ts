import type { Branch, Project } from "../../../shared/branches/model.ts";
import { branchingOf } from "../../../shared/connections/branching-of.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { useRequest } from "../use-request.ts";

/** A branch with its project. */
export interface BranchInProject {
  readonly branch: Branch;
  readonly project: Project | null;
}

/** The branch that a reference leads to; null for a plain server, and undefined as long as it is not known which. */
export function useBranchOf(ref: DatabaseRef | null): BranchInProject | null | undefined {
  const { data: connections } = useRequest("connections.list", {});
  const connection = connections?.find(({ id }) => id === ref?.connectionId);
  const branching = connection ? branchingOf(connection) : null;
  const projectId = branching?.projectId ?? "none";
  const branches = useRequest("branches.list", { projectId }, { enabled: branching !== null });
  const projects = useRequest("projects.list", {}, { enabled: branching !== null });
  if (!connection) return connections === undefined ? undefined : null;
  if (branching === null) return null;
  const branch = branches.data?.find(({ id }) => id === (ref?.branchId ?? branching.defaultBranchId));
  if (!branch) return branches.isPending ? undefined : null;
  return { branch, project: projects.data?.find(({ id }) => id === projectId) ?? null };
}
