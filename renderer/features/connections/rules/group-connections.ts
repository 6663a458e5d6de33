import { readNeonProjectId } from "../../../../shared/accounts/neon-project-id.ts";
import { type Connection, type Environment, environments } from "../../../../shared/connections/model.ts";

/** The connections of one environment, by name. */
export interface ConnectionGroup {
  readonly environment: Environment;
  readonly connections: readonly Connection[];
}

/** Groups in the order of the environments, those with connections only. */
export function groupConnections(connections: readonly Connection[]): readonly ConnectionGroup[] {
  return environments
    .map((environment) => ({
      environment,
      connections: connections
        .filter((connection) => connection.environment === environment)
        .sort((left, right) => left.name.localeCompare(right.name)),
    }))
    .filter((group) => group.connections.length > 0);
}

/** Where a connection leads, in one line: never with a secret, because it has none. */
export function connectionPlace(connection: Connection): string {
  const { target, database, user } = connection;
  if (target.kind === "project") {
    const neon = readNeonProjectId(target.projectId);
    const project = neon ? `Neon project ${neon.neonId}` : `project ${target.projectId}`;
    return `${database} as ${user}, ${project}`;
  }
  const way = target.tunnel ? ` through ${target.tunnel.host}` : "";
  return `${database} as ${user}, ${target.host}:${target.port}${way}`;
}
