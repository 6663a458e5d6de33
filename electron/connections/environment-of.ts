import type { Connection, Environment } from "../../shared/connections/model.ts";
import type { DatabaseRef } from "../../shared/databases/model.ts";

/** A connection's environment holds on its default branch; any other branch of a project is for development. */
export function environmentOf(connection: Connection, ref: DatabaseRef): Environment {
  const { target, environment } = connection;
  if (target.kind === "server" || ref.branchId === undefined) return environment;
  return ref.branchId === target.defaultBranchId ? environment : "development";
}
