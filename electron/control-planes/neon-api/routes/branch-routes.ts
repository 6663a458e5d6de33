import type { Branch } from "../../../../shared/branches/model.ts";
import { type Api, findBranch, findProject, hasEndpoint, listBranches } from "../api.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiKey } from "../http/api-key.ts";
import { type Sorting, takePage } from "../http/pagination.ts";
import { readBody, readChoice, readLimit } from "../http/read-input.ts";
import { type ApiRoute, declareRoute, ok } from "../http/route.ts";
import { updatedAtOf, viewAnnotation, viewBranch, viewEndpoint } from "../views/branch-views.ts";
import { refuseTakenName, secondsUntil, updateBranchSchema } from "./branch-requests.ts";
import { createBranch } from "./create-branch.ts";
import { deleteBranch } from "./delete-branch.ts";
import { restoreBranch } from "./restore-branch.ts";

/** Branches: listed, made, changed, replaced and deleted. */
export function createBranchRoutes(api: Api): readonly ApiRoute[] {
  return [
    declareRoute("GET", "/projects/{project_id}/branches", async ({ path, query, key }) => {
      const { id } = await findProject(api, key, path.project_id);
      return ok(await listPage(api, id, query));
    }),
    declareRoute("GET", "/projects/{project_id}/branches/count", async ({ path, query, key }) => {
      const { id } = await findProject(api, key, path.project_id);
      return ok({ count: (await search(api, id, query)).length });
    }),
    declareRoute("GET", "/projects/{project_id}/branches/{branch_id}", async ({ path, key }) => {
      const branch = await findBranch(api, key, path.project_id, path.branch_id);
      return ok({ branch: viewBranch(api, branch), annotation: viewAnnotation(api, branch) });
    }),
    declareRoute("POST", "/projects/{project_id}/branches", async ({ path, body, key }) => {
      const { id } = await findProject(api, key, path.project_id);
      return await createBranch(api, key, id, body);
    }),
    declareRoute("PATCH", "/projects/{project_id}/branches/{branch_id}", async ({ path, body, key }) => {
      const branch = await findBranch(api, key, path.project_id, path.branch_id);
      return ok({ branch: viewBranch(api, await updateBranch(api, key, branch, body)), operations: [] });
    }),
    declareRoute("DELETE", "/projects/{project_id}/branches/{branch_id}", async ({ path, key }) => {
      const { id } = await findProject(api, key, path.project_id);
      return await deleteBranch(api, key, id, path.branch_id);
    }),
    declareRoute("POST", "/projects/{project_id}/branches/{branch_id}/restore", async ({ path, body, key }) => {
      const branch = await findBranch(api, key, path.project_id, path.branch_id);
      return await restoreBranch(api, key, branch, body);
    }),
    declareRoute("POST", "/projects/{project_id}/branches/{branch_id}/set_as_default", async ({ path, key }) => {
      const branch = await findBranch(api, key, path.project_id, path.branch_id);
      api.journal.refuseLocked(branch.projectId);
      const changed = await api.plane.updateBranch(branch.projectId, branch.id, { isDefault: true });
      return ok({ branch: viewBranch(api, changed), operations: [] });
    }),
    declareRoute("GET", "/projects/{project_id}/branches/{branch_id}/endpoints", async ({ path, key }) => {
      const branch = await findBranch(api, key, path.project_id, path.branch_id);
      return ok({ endpoints: hasEndpoint(api, branch) ? [viewEndpoint(api, branch)] : [] });
    }),
  ];
}

async function updateBranch(api: Api, key: ApiKey, branch: Branch, body: unknown): Promise<Branch> {
  const { name, protected: isProtected, expires_at: expiresAt } = readBody(updateBranchSchema, body).branch;
  api.journal.refuseLocked(branch.projectId);
  if (name !== undefined && name !== branch.name) refuseTakenName(await listBranches(api, branch.projectId), name);
  if (expiresAt && !key.isOwn) refuseExpiry(branch, isProtected);
  return await api.plane.updateBranch(branch.projectId, branch.id, {
    name,
    isProtected,
    timeToLiveSeconds: typeof expiresAt === "string" ? secondsUntil(expiresAt, key) : expiresAt,
  });
}

function refuseExpiry(branch: Branch, isProtected = branch.isProtected): void {
  if (isProtected) throw new ApiError(422, "a protected branch cannot expire");
  if (branch.isDefault) throw new ApiError(422, "the default branch cannot expire");
}

async function search(api: Api, projectId: string, query: URLSearchParams): Promise<readonly Branch[]> {
  const text = query.get("search") ?? "";
  return (await listBranches(api, projectId)).filter(({ id, name }) => id.includes(text) || name.includes(text));
}

async function listPage(api: Api, projectId: string, query: URLSearchParams) {
  const sortBy = readChoice(query, "sort_by", ["updated_at", "created_at", "name"]);
  const sortOrder = readChoice(query, "sort_order", ["desc", "asc"]);
  const sortedBy = {
    name: (branch: Branch) => branch.name,
    created_at: (branch: Branch) => branch.createdAt,
    updated_at: (branch: Branch) => updatedAtOf(api, branch),
  }[sortBy];
  const sorting: Sorting<Branch> = {
    name: `${sortBy} ${sortOrder}`,
    isDescending: sortOrder === "desc",
    valueOf: sortedBy,
    idOf: (branch) => branch.id,
  };
  const limit = readLimit(query, 10_000, 100);
  const { rows, next } = takePage(await search(api, projectId, query), sorting, query.get("cursor"), limit);
  return {
    branches: rows.map((branch) => viewBranch(api, branch)),
    annotations: Object.fromEntries(rows.map((branch) => [branch.id, viewAnnotation(api, branch)])),
    pagination: { ...(next === undefined ? {} : { next }), sort_by: sortBy, sort_order: sortOrder.toUpperCase() },
  };
}
