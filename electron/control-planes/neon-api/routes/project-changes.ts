import { z } from "zod";
import type { Project } from "../../../../shared/branches/model.ts";
import { embeddedCapabilities } from "../../embedded/branch-view.ts";
import { endpointIdOf, makeProjectId } from "../../neon-id.ts";
import { type Api, findProject, listBranches } from "../api.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiKey } from "../http/api-key.ts";
import { readBody } from "../http/read-input.ts";
import { type ApiReply, ok } from "../http/route.ts";
import { beginMutation } from "../operations/begin-mutation.ts";
import { viewBranch, viewEndpoint } from "../views/branch-views.ts";
import { viewConnections, viewDatabase, viewRole } from "../views/database-views.ts";
import { organisation, viewProject } from "../views/project-views.ts";
import { refuseProjectKey } from "./account-routes.ts";

const name = z.string().min(1).max(256);
const createSchema = z.object({
  project: z.object({
    name: name.optional(),
    org_id: z.string().optional(),
    pg_version: z.int().optional(),
    branch: z
      .object({ name: name.optional(), role_name: z.string().optional(), database_name: z.string().optional() })
      .default({}),
  }),
});
/** Settings that clusters on this computer do not have are refused, not dropped. */
const updateSchema = z.object({ project: z.strictObject({ name: name.optional() }) });

/** Answers once the project's first branch is being made; roles and the database come with it. */
export async function createProject(api: Api, key: ApiKey, body: unknown): Promise<ApiReply> {
  refuseProjectKey(key);
  const { project: asked } = readBody(createSchema, body);
  if (asked.org_id !== undefined && asked.org_id !== organisation.id) throw new ApiError(404, "organization not found");
  const { postgresMajor } = api.plane;
  if (asked.pg_version !== undefined && asked.pg_version !== postgresMajor)
    throw new ApiError(422, `Projects on this computer have Postgres ${postgresMajor}.`, "FEATURE_NOT_SUPPORTED");
  const id = makeProjectId();
  const database = { name: asked.branch.database_name ?? "neondb", owner: "" };
  const owner = asked.branch.role_name ?? `${database.name}_owner`;
  const project: Project = {
    id,
    name: asked.name ?? id,
    postgresVersion: String(postgresMajor),
    capabilities: embeddedCapabilities,
  };
  api.newProjects.set(id, project);
  try {
    const running = await beginMutation(api, {
      projectId: id,
      steps: [{ action: "create_timeline" }, { action: "start_compute" }, { action: "apply_config" }],
      isBegun: (branches) => branches.length > 0,
      run: () =>
        build(api, project, { ...database, owner }, asked.branch.name).finally(() => api.newProjects.delete(id)),
    });
    const [branch] = await api.plane.listBranches(id);
    if (!branch) throw new ApiError(500, "the project was not made");
    running.setBranch(branch.id, endpointIdOf(branch.id));
    await running.admit();
    const databases = [{ ...database, owner }];
    return {
      status: 201,
      body: {
        project: viewProject(api, project, [branch]),
        connection_uris: await viewConnections(api, branch, [owner], databases),
        roles: [viewRole(branch, owner)],
        databases: databases.map((one) => viewDatabase(branch, one)),
        operations: running.operations,
        branch: viewBranch(api, branch),
        endpoints: [viewEndpoint(api, branch)],
      },
    };
  } catch (error) {
    api.newProjects.delete(id);
    throw error;
  }
}

async function build(
  api: Api,
  project: Project,
  database: { readonly name: string; readonly owner: string },
  branchName: string | undefined,
): Promise<void> {
  await api.plane.createProject({ id: project.id, name: project.name, roles: [database.owner] });
  const [branch] = await api.plane.listBranches(project.id);
  if (!branch) return;
  await api.plane.createDatabase(project.id, branch.id, database);
  if (branchName !== undefined) await api.plane.updateBranch(project.id, branch.id, { name: branchName });
}

/** Renames a project. */
export async function updateProject(api: Api, key: ApiKey, projectId: string, body: unknown): Promise<ApiReply> {
  const before = await findProject(api, key, projectId);
  const { name: wanted = before.name } = readBody(updateSchema, body).project;
  api.journal.refuseLocked(projectId);
  const project = await api.plane.updateProject(projectId, { name: wanted });
  return ok({ project: viewProject(api, project, await listBranches(api, projectId)), operations: [] });
}

/** Deletes a project for good: there is no week in which it could be brought back. */
export async function deleteProject(api: Api, key: ApiKey, projectId: string): Promise<ApiReply> {
  refuseProjectKey(key);
  const project = await findProject(api, key, projectId);
  api.journal.refuseLocked(projectId);
  const branches = await listBranches(api, projectId);
  await api.plane.deleteProject(projectId);
  return ok({ project: viewProject(api, project, branches) });
}
