import { z } from "zod";
import type { Branch } from "../../../../shared/branches/model.ts";
import { endpointIdOf } from "../../neon-id.ts";
import { type Api, findBranch, findEndpointBranch, findProject, hasEndpoint, listBranches } from "../api.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiKey } from "../http/api-key.ts";
import { readBody } from "../http/read-input.ts";
import { type ApiReply, type ApiRoute, declareRoute, ok } from "../http/route.ts";
import { beginMutation } from "../operations/begin-mutation.ts";
import { viewEndpoint } from "../views/branch-views.ts";
import { requireReady } from "./branch-requests.ts";
import { readSuspendTimeout } from "./create-branch.ts";

const createSchema = z.object({
  endpoint: z.object({ branch_id: z.string(), type: z.enum(["read_write", "read_only"]) }),
});
const updateSchema = z.object({
  endpoint: z.object({ suspend_timeout_seconds: z.int().min(-1).max(604_800).optional() }),
});

/** Endpoints: the computes of branches, one each. */
export function createEndpointRoutes(api: Api): readonly ApiRoute[] {
  const at = "/projects/{project_id}/endpoints/{endpoint_id}";
  return [
    declareRoute("GET", "/projects/{project_id}/endpoints", async ({ path, key }) => {
      const { id } = await findProject(api, key, path.project_id);
      const branches = (await listBranches(api, id)).filter((branch) => hasEndpoint(api, branch));
      return ok({ endpoints: branches.map((branch) => viewEndpoint(api, branch)) });
    }),
    declareRoute("POST", "/projects/{project_id}/endpoints", async ({ path, body, key }) => {
      const { endpoint } = readBody(createSchema, body);
      const branch = await findBranch(api, key, path.project_id, endpoint.branch_id);
      if (endpoint.type === "read_only")
        throw new ApiError(422, "Clusters on this computer have no read replicas.", "FEATURE_NOT_SUPPORTED");
      if (hasEndpoint(api, branch)) throw new ApiError(422, "branch already has a read_write endpoint");
      api.journal.refuseLocked(branch.projectId);
      await api.journal.note(branch.id, { hasEndpoint: true });
      return { ...(await startEndpoint(api, key, branch)), status: 201 };
    }),
    declareRoute("GET", at, async ({ path, key }) => {
      const branch = await findEndpointBranch(api, key, path.project_id, path.endpoint_id);
      return ok({ endpoint: viewEndpoint(api, branch) });
    }),
    declareRoute("PATCH", at, async ({ path, body, key }) => {
      const branch = await findEndpointBranch(api, key, path.project_id, path.endpoint_id);
      const seconds = readBody(updateSchema, body).endpoint.suspend_timeout_seconds;
      api.journal.refuseLocked(branch.projectId);
      const change = { suspendAfterSeconds: readSuspendTimeout(seconds) };
      const changed =
        seconds === undefined ? branch : await api.plane.updateBranch(branch.projectId, branch.id, change);
      return ok({ endpoint: viewEndpoint(api, changed), operations: [] });
    }),
    declareRoute("DELETE", at, async ({ path, key }) => {
      const branch = await findEndpointBranch(api, key, path.project_id, path.endpoint_id);
      const answer = await suspendEndpoint(api, key, branch);
      await api.journal.note(branch.id, { hasEndpoint: false });
      return answer;
    }),
    declareRoute("POST", `${at}/start`, async ({ path, key }) =>
      startEndpoint(api, key, await findEndpointBranch(api, key, path.project_id, path.endpoint_id)),
    ),
    declareRoute("POST", `${at}/suspend`, async ({ path, key }) =>
      suspendEndpoint(api, key, await findEndpointBranch(api, key, path.project_id, path.endpoint_id)),
    ),
    declareRoute("POST", `${at}/restart`, async ({ path, key }) =>
      restartEndpoint(api, key, await findEndpointBranch(api, key, path.project_id, path.endpoint_id)),
    ),
  ];
}

/** An endpoint that runs already is answered as it is, without an operation (assumed). */
async function startEndpoint(api: Api, key: ApiKey, branch: Branch): Promise<ApiReply> {
  if (branch.compute === "active") return await answerWith(api, branch, []);
  return await changeCompute(api, key, branch, ["start_compute"], () =>
    api.plane.startCompute(branch.projectId, branch.id),
  );
}

async function suspendEndpoint(api: Api, key: ApiKey, branch: Branch): Promise<ApiReply> {
  if (branch.compute === "suspended") return await answerWith(api, branch, []);
  if (!key.isOwn && branch.compute !== "active" && branch.compute !== "failed")
    throw new ApiError(423, "endpoint is in some transitive state, could not suspend");
  return await changeCompute(api, key, branch, ["suspend_compute"], () =>
    api.plane.suspendCompute(branch.projectId, branch.id),
  );
}

async function restartEndpoint(api: Api, key: ApiKey, branch: Branch): Promise<ApiReply> {
  return await changeCompute(api, key, branch, ["suspend_compute", "start_compute"], async () => {
    await api.plane.suspendCompute(branch.projectId, branch.id);
    await api.plane.startCompute(branch.projectId, branch.id);
  });
}

async function changeCompute(
  api: Api,
  key: ApiKey,
  branch: Branch,
  actions: readonly string[],
  run: () => Promise<unknown>,
): Promise<ApiReply> {
  const { id, projectId, compute } = branch;
  if (!key.isOwn) requireReady(branch);
  const running = await beginMutation(api, {
    projectId,
    steps: actions.map((action) => ({
      action,
      branchId: id,
      endpointId: endpointIdOf(id),
      ...(action === "suspend_compute"
        ? { isDone: (all: readonly Branch[]) => all.some((one) => one.id === id && one.compute === "suspended") }
        : {}),
    })),
    isBegun: (all) => all.some((one) => one.id === id && one.compute !== compute),
    run,
  });
  await running.admit();
  return await answerWith(api, branch, running.operations);
}

async function answerWith(api: Api, branch: Branch, operations: readonly unknown[]): Promise<ApiReply> {
  const now = (await listBranches(api, branch.projectId)).find(({ id }) => id === branch.id) ?? branch;
  return ok({ endpoint: viewEndpoint(api, now), operations });
}
