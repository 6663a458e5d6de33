import { branchingOf } from "./branching-of.ts";
import type { Connection, Environment } from "./model.ts";

/** A connection's environment holds on its default branch; any other branch of a project is for development. */
export function environmentOf(connection: Connection, branchId: string | null | undefined): Environment {
  const branching = branchingOf(connection);
  const isOtherBranch = branching !== null && branchId != null && branchId !== branching.defaultBranchId;
  return isOtherBranch ? "development" : connection.environment;
}

/** What of a branch tells as what it is shown. */
export interface PlacedBranch {
  readonly id: string;
  readonly parentId: string | null;
  readonly purpose: string;
}

/**
 * The environment to show for a branch: one that shows the past has the rows of the branch that it was made of, and is marked as
 * that one is. `branches` is undefined while they are not known. What may be written is another question: nothing, there.
 */
export function shownEnvironmentOf(
  connection: Connection,
  branchId: string | null | undefined,
  branches: readonly PlacedBranch[] | undefined,
): Environment {
  const branch = branches?.find(({ id }) => id === branchId);
  return environmentOf(connection, branch?.purpose === "past" ? branch.parentId : branchId);
}
