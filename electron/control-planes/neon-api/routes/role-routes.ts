import { z } from "zod";
import type { Branch } from "../../../../shared/branches/model.ts";
import { type Api, findBranch } from "../api.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiKey } from "../http/api-key.ts";
import { readBody } from "../http/read-input.ts";
import { type ApiRoute, declareRoute, ok } from "../http/route.ts";
import { viewRole } from "../views/database-views.ts";
import { configure } from "./database-routes.ts";

const createSchema = z.object({ role: z.object({ name: z.string(), no_login: z.boolean().optional() }) });

/** Roles of a branch. Passwords are told when they are made, and when somebody asks for one. */
export function createRoleRoutes(api: Api): readonly ApiRoute[] {
  const list = "/projects/{project_id}/branches/{branch_id}/roles";
  const one = `${list}/{role_name}` as const;
  const branchOf = (key: ApiKey, path: { readonly project_id: string; readonly branch_id: string }) =>
    findBranch(api, key, path.project_id, path.branch_id);
  return [
    declareRoute("GET", list, async ({ path, key }) => {
      const branch = await branchOf(key, path);
      const names = await api.plane.listBranchRoles(branch.projectId, branch.id);
      return ok({ roles: names.map((name) => viewRole(branch, name)) });
    }),
    declareRoute("POST", list, async ({ path, body, key }) => {
      const branch = await branchOf(key, path);
      const { name, no_login: isNoLogin } = readBody(createSchema, body).role;
      if (isNoLogin) throw new ApiError(422, "Roles on this computer can log in.", "FEATURE_NOT_SUPPORTED");
      if (await hasRole(api, branch, name)) throw new ApiError(409, `role ${name} already exists`);
      const operations = await configure(api, branch, () => api.plane.createRole(branch.projectId, branch.id, name));
      return { status: 201, body: { role: await withPassword(api, branch, name), operations } };
    }),
    declareRoute("GET", one, async ({ path, key }) => {
      const branch = await branchOf(key, path);
      if (!(await hasRole(api, branch, path.role_name))) throw new ApiError(404, "role not found");
      return ok({ role: viewRole(branch, path.role_name) });
    }),
    declareRoute("DELETE", one, async ({ path, key }) => {
      const branch = await branchOf(key, path);
      const name = path.role_name;
      if (!(await hasRole(api, branch, name))) return { status: 204 };
      const operations = await configure(api, branch, () => api.plane.deleteRole(branch.projectId, branch.id, name));
      return ok({ role: viewRole(branch, name), operations });
    }),
    declareRoute("GET", `${one}/reveal_password`, async ({ path, key }) => {
      const branch = await branchOf(key, path);
      return ok({ password: (await api.plane.rolePassword(branch.projectId, branch.id, path.role_name)).password });
    }),
    declareRoute("POST", `${one}/reset_password`, async ({ path, key }) => {
      const branch = await branchOf(key, path);
      const name = path.role_name;
      if (!(await hasRole(api, branch, name))) throw new ApiError(404, "role not found");
      const operations = await configure(api, branch, () =>
        api.plane.resetRolePassword(branch.projectId, branch.id, name),
      );
      return ok({ role: await withPassword(api, branch, name), operations });
    }),
  ];
}

async function hasRole(api: Api, branch: Branch, name: string): Promise<boolean> {
  return (await api.plane.listBranchRoles(branch.projectId, branch.id)).includes(name);
}

async function withPassword(api: Api, branch: Branch, name: string) {
  const { password } = await api.plane.rolePassword(branch.projectId, branch.id, name);
  return { ...viewRole(branch, name), password };
}
