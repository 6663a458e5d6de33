import type { Branch } from "../../../../shared/branches/model.ts";
import { endpointIdOf } from "../../neon-id.ts";
import { type Api, hasEndpoint, listBranches } from "../api.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiKey } from "../http/api-key.ts";
import { type ApiReply, ok } from "../http/route.ts";
import { beginMutation, type MutationStep } from "../operations/begin-mutation.ts";
import { viewBranch } from "../views/branch-views.ts";
import { refuseDeletion } from "./branch-requests.ts";

/** Answers once the branch is out of the list; its files go afterwards. 204 for one that was deleted before. */
export async function deleteBranch(api: Api, key: ApiKey, projectId: string, branchId: string): Promise<ApiReply> {
  const branches = await listBranches(api, projectId);
  const branch = branches.find((one) => one.id === branchId);
  if (!branch) {
    const wasHere = api.journal.list(projectId).some((operation) => operation.branch_id === branchId);
    if (wasHere) return { status: 204 };
    throw new ApiError(404, "branch not found");
  }
  api.journal.refuseLocked(projectId);
  if (!key.isOwn) refuseDeletion(branch, branches);
  const ids = { branchId, endpointId: endpointIdOf(branchId) };
  const suspending: MutationStep = {
    action: "suspend_compute",
    ...ids,
    isDone: (all) => !all.some((one) => one.id === branchId && one.compute !== "suspended"),
  };
  const running = await beginMutation(api, {
    projectId,
    steps: [...(hasEndpoint(api, branch) ? [suspending] : []), { action: "delete_timeline", branchId }],
    isBegun: (all) => !all.some((one) => one.id === branchId && one.state !== "deleting"),
    run: () => api.plane.deleteBranch(projectId, branchId),
  });
  await running.admit();
  const gone: Branch = { ...branch, state: "deleting" };
  return ok({ branch: viewBranch(api, gone), operations: running.operations });
}
