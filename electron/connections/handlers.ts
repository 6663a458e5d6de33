import type { connectionsContract } from "../../shared/connections/contract.ts";
import type { Connection } from "../../shared/connections/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { ConnectionStore } from "./connection-store.ts";
import type { EnvironmentStore } from "./environment-store.ts";
import { findPassword } from "./find-password.ts";
import { createPasswordKeepingHandlers, type PasswordKeepingDependencies } from "./password-keeping.ts";
import { createSharingHandlers } from "./sharing-handlers.ts";
import { findConnections } from "./sources/find-connections.ts";
import type { Surroundings } from "./sources/user-files.ts";
import { knownHostsLine, trustHostKey } from "./ssh/known-hosts.ts";
import { testConnection } from "./test-connection.ts";

/** What the handlers need. */
export interface ConnectionsDependencies extends PasswordKeepingDependencies {
  readonly store: ConnectionStore;
  readonly environments: EnvironmentStore;
  readonly surroundings: Surroundings;
  /** Where SSH keys that were confirmed in Steward are kept. */
  readonly knownHostsFile: string;
  /** Forgets a connection that an account brought; false when it is none of those. */
  readonly disconnect: (connectionId: string) => Promise<boolean>;
  /** Login roles of a project, its owner first. */
  readonly rolesOf: (projectId: string) => Promise<readonly string[]>;
  /** Ends the sessions of a connection whose fields changed or that is gone. */
  readonly drain: (connectionId: string) => Promise<void>;
  readonly changed: () => void;
}

/** Answers the requests about saved connections. */
export function createConnectionsHandlers(dependencies: ConnectionsDependencies): Handlers<typeof connectionsContract> {
  const { store, vault, surroundings } = dependencies;
  const find = async (folder: string | null) => await findConnections(surroundings, folder, await store.list());
  return {
    ...createSharingHandlers(dependencies),
    ...createPasswordKeepingHandlers(dependencies),
    "connections.list": () => store.list(),
    "connections.save": async ({ id, fields }) => {
      const previous = id === null ? null : await store.find(id);
      const connection = await store.save(id, fields);
      const needsNewSessions = fields.password !== null || previous === null || leadsElsewhere(previous, connection);
      if (needsNewSessions) await dependencies.drain(connection.id);
      dependencies.changed();
      return connection;
    },
    "connections.remove": async ({ id }) => {
      if (!(await dependencies.disconnect(id))) await store.remove(id);
      await dependencies.drain(id);
      dependencies.changed();
      return null;
    },
    "connections.test": async ({ fields }, context) => {
      const password = fields.password ?? (await findPassword(vault, surroundings, fields));
      return await testConnection(fields, password, dependencies, context);
    },
    "connections.found": async ({ folder }) => {
      const { proposals, problems } = await find(folder);
      return { connections: proposals.map(({ found }) => found), problems };
    },
    "connections.adopt": async ({ id, folder }) => {
      const proposal = (await find(folder)).proposals.find(({ found }) => found.id === id);
      if (!proposal?.fields)
        throw new AppError("notFound", "This proposal is not there any more: its file was changed.", {
          hint: "Look at what is found now, and add that.",
        });
      const connection = await store.save(null, proposal.fields);
      dependencies.changed();
      return connection;
    },
    "connections.trustHostKey": async ({ host, port, algorithm, key }) => {
      await trustHostKey(dependencies.knownHostsFile, knownHostsLine(host, port, algorithm, key));
      return null;
    },
    "connections.environments": () => dependencies.environments.read(),
    "connections.setEnvironments": async ({ environments }) => {
      await dependencies.environments.write(environments);
      dependencies.changed();
      return environments;
    },
    "connections.roles": async ({ connectionId }) => {
      const connection = await store.find(connectionId);
      if (connection.target.kind === "server") return [connection.user];
      const others = (await dependencies.rolesOf(connection.target.projectId)).filter(
        (role) => role !== connection.user,
      );
      return [connection.user, ...others];
    },
  };
}

/** Whether sessions of the old connection would be wrong for the new one; a name or a folder changes nothing for them. */
function leadsElsewhere(previous: Connection, next: Connection): boolean {
  const essence = ({ environment, database, user, target }: Connection) =>
    JSON.stringify([environment, database, user, target]);
  return essence(previous) !== essence(next);
}
