/** The branch of a server's project that is the connection's own database. */
export const rootBranchId = "root";

/** The id of the project that a saved connection's server makes. */
export function templateProjectId(connectionId: string): string {
  return `template:${connectionId}`;
}
