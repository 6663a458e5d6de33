import { isAppError } from "../../../../shared/ipc/app-error.ts";
import { endpointIdOf } from "../../neon-id.ts";
import { type Api, findBranch, findProject, listBranches } from "../api.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiKey } from "../http/api-key.ts";
import { readRequired } from "../http/read-input.ts";
import { type ApiRoute, declareRoute, ok } from "../http/route.ts";
import { viewDatabase, viewRole } from "../views/database-views.ts";
import { connectionUri } from "../views/hosts.ts";
import { databasesOf, passwordOf } from "./databases-of.ts";

/** Databases, roles, their passwords, and connection strings. */
export function createDatabaseRoutes(api: Api): readonly ApiRoute[] {
  const branchOf = (key: ApiKey, path: { readonly project_id: string; readonly branch_id: string }) =>
    findBranch(api, key, path.project_id, path.branch_id);
  return [
    declareRoute("GET", "/projects/{project_id}/branches/{branch_id}/databases", async ({ path, key }) => {
      const branch = await branchOf(key, path);
      return ok({ databases: (await databasesOf(api, branch)).map((one) => viewDatabase(branch, one)) });
    }),
    declareRoute(
      "GET",
      "/projects/{project_id}/branches/{branch_id}/databases/{database_name}",
      async ({ path, key }) => {
        const branch = await branchOf(key, path);
        const database = (await databasesOf(api, branch)).find((one) => one.name === path.database_name);
        if (!database) throw new ApiError(404, "database not found");
        return ok({ database: viewDatabase(branch, database) });
      },
    ),
    declareRoute("GET", "/projects/{project_id}/branches/{branch_id}/roles", async ({ path, key }) => {
      const branch = await branchOf(key, path);
      return ok({ roles: (await api.plane.listRoles(branch.projectId)).map((role) => viewRole(branch, role)) });
    }),
    declareRoute("GET", "/projects/{project_id}/branches/{branch_id}/roles/{role_name}", async ({ path, key }) => {
      const branch = await branchOf(key, path);
      await requireRole(api, branch.projectId, path.role_name);
      return ok({ role: viewRole(branch, path.role_name) });
    }),
    declareRoute(
      "GET",
      "/projects/{project_id}/branches/{branch_id}/roles/{role_name}/reveal_password",
      async ({ path, key }) => {
        const branch = await branchOf(key, path);
        await requireRole(api, branch.projectId, path.role_name);
        return ok({ password: await passwordOf(api, branch, path.role_name) });
      },
    ),
    declareRoute("GET", "/projects/{project_id}/connection_uri", async ({ path, query, key }) => {
      const [database, role] = [readRequired(query, "database_name"), readRequired(query, "role_name")];
      const branch = await findTarget(api, key, path.project_id, query);
      await requireRole(api, branch.projectId, role);
      const databases = await databasesOf(api, branch);
      if (!databases.some(({ name }) => name === database)) throw new ApiError(404, "database not found");
      const isPooled = query.get("pooled") === "true";
      if (isPooled) refuseMissingPooler(api);
      const password = await passwordOf(api, branch, role);
      return ok({ uri: connectionUri(api, branch.id, { role, password, database, isPooled }) });
    }),
  ];
}

function refuseMissingPooler(api: Api): void {
  const reason = api.plane.capabilities.missing.pooled;
  if (reason !== undefined) throw new ApiError(422, reason, "FEATURE_NOT_SUPPORTED");
}

async function findTarget(api: Api, key: ApiKey, projectId: string, query: URLSearchParams) {
  await findProject(api, key, projectId);
  const [branchId, endpointId] = [query.get("branch_id"), query.get("endpoint_id")];
  const branch = (await listBranches(api, projectId)).find((one) => {
    if (branchId !== null && one.id !== branchId) return false;
    if (endpointId !== null) return endpointIdOf(one.id) === endpointId;
    return branchId !== null || one.isDefault;
  });
  if (!branch) throw new ApiError(404, endpointId === null ? "branch not found" : "endpoint not found");
  return branch;
}

async function requireRole(api: Api, projectId: string, role: string): Promise<void> {
  if (!(await api.plane.listRoles(projectId)).includes(role)) throw new ApiError(404, "role not found");
}

/** The connection strings of a new branch: only where there is one role and one database, as on Neon. */
export async function connectionUrisOf(
  api: Api,
  branch: Parameters<typeof passwordOf>[1],
  roles: readonly string[],
  databases: readonly string[],
) {
  const [role, database] = [roles[0], databases[0]];
  if (roles.length !== 1 || databases.length !== 1 || role === undefined || database === undefined) return {};
  try {
    const { password } = await api.plane.connectionTarget(branch.projectId, branch.id, database, role, false);
    const target = { role, password: password ?? "", database };
    const host = (isPooled: boolean) => new URL(connectionUri(api, branch.id, { ...target, isPooled })).hostname;
    const connection_uri = connectionUri(api, branch.id, { ...target, isPooled: false });
    const connection_parameters = { ...target, host: host(false), pooler_host: host(true) };
    return { connection_uris: [{ connection_uri, connection_parameters }] };
  } catch (error) {
    if (isAppError(error, "unsupported", "conflict")) return {};
    throw error;
  }
}
