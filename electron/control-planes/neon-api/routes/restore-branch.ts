import type { Branch } from "../../../../shared/branches/model.ts";
import { endpointIdOf } from "../../neon-id.ts";
import { type Api, listBranches } from "../api.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiKey } from "../http/api-key.ts";
import { readBody } from "../http/read-input.ts";
import { type ApiReply, ok } from "../http/route.ts";
import { beginMutation, type MutationStep } from "../operations/begin-mutation.ts";
import { viewBranch } from "../views/branch-views.ts";
import { pointOf, refuseTakenName, requireReady, restoreBranchSchema } from "./branch-requests.ts";

/**
 * Replaces a branch's content. From its parent's present state without a backup it is a reset. Answers once the branch
 * is `resetting`; id, endpoint and passwords stay.
 */
export async function restoreBranch(api: Api, key: ApiKey, branch: Branch, body: unknown): Promise<ApiReply> {
  const asked = readBody(restoreBranchSchema, body);
  const { projectId, id } = branch;
  api.journal.refuseLocked(projectId);
  const branches = await listBranches(api, projectId);
  const point = pointOf({ lsn: asked.source_lsn, timestamp: asked.source_timestamp });
  const preserveUnder = asked.preserve_under_name ?? null;
  if (!branches.some((one) => one.id === asked.source_branch_id)) throw new ApiError(404, "source branch not found");
  if (asked.source_branch_id === id && point.kind === "head")
    throw new ApiError(422, "source_lsn or source_timestamp is required to restore a branch from itself");
  const isSelf = asked.source_branch_id === id;
  if (!key.isOwn && preserveUnder === null && branches.some((one) => one.parentId === id))
    throw new ApiError(422, "Branch has children, preserve_under_name is required");
  if (!key.isOwn && preserveUnder === null && isSelf) throw new ApiError(422, "preserve_under_name is required");
  if (preserveUnder !== null) refuseTakenName(branches, preserveUnder);
  if (!key.isOwn) requireReady(branch);
  const isReset = asked.source_branch_id === branch.parentId && point.kind === "head" && preserveUnder === null;
  const running = await beginMutation(api, {
    projectId,
    steps: stepsOf(id),
    isBegun: (all) => all.some((one) => one.id === id && one.state === "resetting"),
    run: async () => {
      if (isReset) await api.plane.resetBranch(projectId, id);
      else
        await api.plane.restoreBranch(projectId, id, { sourceBranchId: asked.source_branch_id, point, preserveUnder });
    },
  });
  await running.admit();
  await api.journal.note(id, { lastResetAt: new Date().toISOString() });
  const now = (await api.plane.listBranches(projectId)).find((one) => one.id === id) ?? branch;
  return ok({ branch: viewBranch(api, now), operations: running.operations });
}

function stepsOf(branchId: string): readonly MutationStep[] {
  const ids = { branchId, endpointId: endpointIdOf(branchId) };
  const is = (compute: readonly Branch["compute"][]) => (branches: readonly Branch[]) =>
    branches.some((branch) => branch.id === branchId && compute.includes(branch.compute));
  return [
    { action: "suspend_compute", ...ids, isDone: is(["suspended"]) },
    { action: "create_branch", branchId, isDone: is(["starting"]) },
    { action: "start_compute", ...ids },
  ];
}
