import { z } from "zod";
import type { Branch } from "../../../../shared/branches/model.ts";
import { endpointIdOf } from "../../neon-id.ts";
import { type Api, findBranch, findProject, listBranches } from "../api.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiKey } from "../http/api-key.ts";
import { readBody, readRequired } from "../http/read-input.ts";
import { type ApiRoute, declareRoute, ok } from "../http/route.ts";
import { runMutation } from "../operations/begin-mutation.ts";
import { viewDatabase } from "../views/database-views.ts";
import { connectionUri } from "../views/hosts.ts";
import { requireReady } from "./branch-requests.ts";

const createSchema = z.object({ database: z.object({ name: z.string(), owner_name: z.string() }) });
const updateSchema = z.object({
  database: z.object({ name: z.string().optional(), owner_name: z.string().optional() }),
});

/** Databases, and connection strings to them. */
export function createDatabaseRoutes(api: Api): readonly ApiRoute[] {
  const list = "/projects/{project_id}/branches/{branch_id}/databases";
  const one = `${list}/{database_name}` as const;
  const branchOf = (key: ApiKey, path: { readonly project_id: string; readonly branch_id: string }) =>
    findBranch(api, key, path.project_id, path.branch_id);
  return [
    declareRoute("GET", list, async ({ path, key }) => {
      const branch = await branchOf(key, path);
      const databases = await api.plane.listDatabases(branch.projectId, branch.id);
      return ok({ databases: databases.map((database) => viewDatabase(branch, database)) });
    }),
    declareRoute("POST", list, async ({ path, body, key }) => {
      const branch = await branchOf(key, path);
      const { name, owner_name: owner } = readBody(createSchema, body).database;
      await refuseTaken(api, branch, name);
      const operations = await configure(api, branch, () =>
        api.plane.createDatabase(branch.projectId, branch.id, { name, owner }),
      );
      return { status: 201, body: { database: viewDatabase(branch, { name, owner }), operations } };
    }),
    declareRoute("GET", one, async ({ path, key }) => {
      const branch = await branchOf(key, path);
      return ok({ database: viewDatabase(branch, await findDatabase(api, branch, path.database_name)) });
    }),
    declareRoute("PATCH", one, async ({ path, body, key }) => {
      const branch = await branchOf(key, path);
      const before = await findDatabase(api, branch, path.database_name);
      const { name = before.name, owner_name: owner = before.owner } = readBody(updateSchema, body).database;
      if (name !== before.name) await refuseTaken(api, branch, name);
      const operations = await configure(api, branch, () =>
        api.plane.updateDatabase(branch.projectId, branch.id, before.name, { name, owner }),
      );
      return ok({ database: viewDatabase(branch, { name, owner }), operations });
    }),
    declareRoute("DELETE", one, async ({ path, key }) => {
      const branch = await branchOf(key, path);
      const database = (await api.plane.listDatabases(branch.projectId, branch.id)).find(
        ({ name }) => name === path.database_name,
      );
      if (!database) return { status: 204 };
      const operations = await configure(api, branch, () =>
        api.plane.deleteDatabase(branch.projectId, branch.id, database.name),
      );
      return ok({ database: viewDatabase(branch, database), operations });
    }),
    declareRoute("GET", "/projects/{project_id}/connection_uri", async ({ path, query, key }) => {
      const [database, role] = [readRequired(query, "database_name"), readRequired(query, "role_name")];
      const branch = await findTarget(api, key, path.project_id, query);
      await findDatabase(api, branch, database);
      const isPooled = query.get("pooled") === "true";
      if (isPooled && !api.dataPlane.hasPooler)
        throw new ApiError(422, "The endpoints on this computer have no pooler.", "FEATURE_NOT_SUPPORTED");
      const { password } = await api.plane.rolePassword(branch.projectId, branch.id, role);
      return ok({ uri: connectionUri(api, branch.id, { role, password, database, isPooled }) });
    }),
  ];
}

/** A change inside the branch's cluster, which wakes it: done when it is answered. */
export async function configure(api: Api, branch: Branch, run: () => Promise<unknown>) {
  requireReady(branch);
  const step = { action: "apply_config", branchId: branch.id, endpointId: endpointIdOf(branch.id) };
  return await runMutation(api, { projectId: branch.projectId, steps: [step], run });
}

async function findDatabase(api: Api, branch: Branch, name: string) {
  const database = (await api.plane.listDatabases(branch.projectId, branch.id)).find((one) => one.name === name);
  if (!database) throw new ApiError(404, "database not found");
  return database;
}

async function refuseTaken(api: Api, branch: Branch, name: string): Promise<void> {
  const databases = await api.plane.listDatabases(branch.projectId, branch.id);
  if (databases.some((one) => one.name === name)) throw new ApiError(409, `database ${name} already exists`);
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
