import { branchingOf } from "./branching-of.ts";
import type { Connection, Environment } from "./model.ts";

/** A connection's environment holds on its default branch; any other branch of a project is for development. */
export function environmentOf(connection: Connection, branchId: string | null | undefined): Environment {
  const branching = branchingOf(connection);
  const isOtherBranch = branching !== null && branchId != null && branchId !== branching.defaultBranchId;
  return isOtherBranch ? "development" : connection.environment;
}
