import type { Connection, Environment } from "./model.ts";

/** A connection's environment holds on its default branch; any other branch of a project is for development. */
export function environmentOf(connection: Connection, branchId: string | null | undefined): Environment {
  const { target, environment } = connection;
  const isOtherBranch = target.kind === "project" && branchId != null && branchId !== target.defaultBranchId;
  return isOtherBranch ? "development" : environment;
}
