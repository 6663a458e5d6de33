import type { Branch, Project } from "../../../../shared/branches/model.ts";
import { branchingOf } from "../../../../shared/connections/branching-of.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import type { Tab } from "../../../state/workspace.ts";

/** Where a tab of a project's connection leads. */
export interface TabPlace {
  readonly connection: Connection;
  readonly project: Project;
  readonly branches: readonly Branch[];
  readonly branch: Branch;
}

/** The branch that a tab is on; null for no tab, a plain server, or as long as it is not known. */
export function useTabBranch(tab: Tab | undefined): TabPlace | null {
  const connection = useRequest("connections.list", {}).data?.find(({ id }) => id === tab?.ref.connectionId);
  const target = connection ? branchingOf(connection) : null;
  const projectId = target?.projectId ?? "none";
  const { data: branches } = useRequest("branches.list", { projectId }, { enabled: target !== null });
  const project = useRequest("projects.list", {}).data?.find(({ id }) => id === projectId);
  const branchId = tab?.ref.branchId ?? target?.defaultBranchId;
  const branch = branches?.find(({ id }) => id === branchId);
  return connection && project && branches && branch ? { connection, project, branches, branch } : null;
}
