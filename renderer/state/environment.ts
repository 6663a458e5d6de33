import type { Connection, Environment } from "../../shared/connections/model.ts";

/** The environment of a database: the connection's on its default branch, "development" on any other branch. */
export function environmentOf(connection: Connection, branchId: string | null | undefined): Environment {
  const { target } = connection;
  const isOtherBranch = target.kind === "project" && branchId != null && branchId !== target.defaultBranchId;
  return isOtherBranch ? "development" : connection.environment;
}
