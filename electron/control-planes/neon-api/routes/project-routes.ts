import { type Api, findProject, listBranches, listProjects } from "../api.ts";
import { ApiError } from "../http/api-error.ts";
import { takeCursorPage } from "../http/pagination.ts";
import { readLimit } from "../http/read-input.ts";
import { type ApiRoute, declareRoute, ok } from "../http/route.ts";
import { organisation, viewProject, viewProjectItem } from "../views/project-views.ts";
import { createProject, deleteProject, updateProject } from "./project-changes.ts";

/** Projects and the operations on them. */
export function createProjectRoutes(api: Api): readonly ApiRoute[] {
  return [
    declareRoute("GET", "/projects", async ({ query, key }) => {
      const organisationId = query.get("org_id");
      if (organisationId === null && key.kind === "user")
        throw new ApiError(400, "org_id is required, you can find it on your organization settings page");
      if (organisationId !== null && organisationId !== organisation.id)
        throw new ApiError(404, "organization not found");
      const search = query.get("search") ?? "";
      const matching = (await listProjects(api, key)).filter(
        ({ id, name }) => id.includes(search) || name.includes(search),
      );
      const isDeletedOnly = query.get("recoverable") === "true";
      const page = takeCursorPage(
        isDeletedOnly ? [] : matching,
        (project) => project.id,
        query.get("cursor"),
        readLimit(query, 400, 10),
      );
      const projects = page.rows.map(async (project) =>
        viewProjectItem(api, project, await listBranches(api, project.id)),
      );
      const { pagination } = page;
      return ok({
        projects: await Promise.all(projects),
        ...(pagination ? { pagination } : {}),
        applications: {},
        integrations: {},
      });
    }),
    declareRoute("GET", "/projects/shared", async () => ok({ projects: [] })),
    declareRoute("GET", "/projects/{project_id}", async ({ path, key }) => {
      const project = await findProject(api, key, path.project_id);
      return ok({ project: viewProject(api, project, await listBranches(api, project.id)) });
    }),
    declareRoute("POST", "/projects", ({ body, key }) => createProject(api, key, body)),
    declareRoute("PATCH", "/projects/{project_id}", ({ path, body, key }) =>
      updateProject(api, key, path.project_id, body),
    ),
    declareRoute("DELETE", "/projects/{project_id}", ({ path, key }) => deleteProject(api, key, path.project_id)),
    declareRoute("GET", "/projects/{project_id}/operations", async ({ path, query, key }) => {
      const { id } = await findProject(api, key, path.project_id);
      const limit = readLimit(query, 1000, 100);
      const { rows, ...rest } = takeCursorPage(api.journal.list(id), (one) => one.id, query.get("cursor"), limit);
      return ok({ operations: rows, ...rest });
    }),
    declareRoute("GET", "/projects/{project_id}/operations/{operation_id}", async ({ path, key }) => {
      const { id } = await findProject(api, key, path.project_id);
      const operation = api.journal.list(id).find((one) => one.id === path.operation_id);
      if (!operation) throw new ApiError(404, "operation not found");
      return ok({ operation });
    }),
  ];
}
