import type { Connection } from "../../../shared/connections/model.ts";

/** The project of the tests. */
export const projectId = "shop";

/** A connection to a database of the tests' project; the database has the connection's id. */
export function connectionExample(id: string, defaultBranchId: string): Connection {
  const target = { kind: "project", projectId, defaultBranchId } as const;
  return {
    id,
    name: id,
    environment: id === "staging" ? "staging" : "production",
    database: id,
    user: "app_owner",
    target,
    migrationsFolder: null,
    isSample: false,
  };
}
