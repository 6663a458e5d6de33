import { createHash } from "node:crypto";
import type { Branch, BranchDatabase } from "../../../../shared/branches/model.ts";
import type { Api } from "../api.ts";
import { connectionUri, directHost, poolerHost } from "./hosts.ts";

/** A database in Neon's form. Its number is made from the names, so that it stays the same. */
export function viewDatabase(branch: Branch, database: BranchDatabase) {
  return {
    id: createHash("sha256").update(`${branch.id}/${database.name}`).digest().readUInt32BE(0),
    branch_id: branch.id,
    name: database.name,
    owner_name: database.owner,
    created_at: branch.createdAt,
    updated_at: branch.createdAt,
  };
}

/** A role in Neon's form, without its password. */
export function viewRole(branch: Branch, name: string) {
  return {
    branch_id: branch.id,
    name,
    protected: false,
    authentication_method: "password",
    created_at: branch.createdAt,
    updated_at: branch.createdAt,
  };
}

/** Roles, databases and connection strings of a branch that was just made; strings only where there is one of each. */
export async function viewContent(api: Api, branch: Branch, databases: readonly BranchDatabase[]) {
  const roles = await api.plane.listBranchRoles(branch.projectId, branch.id);
  const uris =
    roles.length === 1 && databases.length === 1 ? await viewConnections(api, branch, roles, databases) : null;
  return {
    roles: roles.map((role) => viewRole(branch, role)),
    databases: databases.map((database) => viewDatabase(branch, database)),
    ...(uris === null ? {} : { connection_uris: uris }),
  };
}

/** The ways in: every role to every database. Holds passwords. */
export async function viewConnections(
  api: Api,
  branch: Branch,
  roles: readonly string[],
  databases: readonly BranchDatabase[],
) {
  const secrets = await Promise.all(roles.map((role) => api.plane.rolePassword(branch.projectId, branch.id, role)));
  return secrets.flatMap(({ name: role, password }) =>
    databases.map(({ name: database }) => ({
      connection_uri: connectionUri(api, branch.id, { role, password, database, isPooled: false }),
      connection_parameters: {
        database,
        password,
        role,
        host: directHost(api, branch.id),
        pooler_host: poolerHost(api, branch.id),
      },
    })),
  );
}
