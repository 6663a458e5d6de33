import type { Branch, BranchContent, MaskingRule } from "../../../../shared/branches/model.ts";
import { endpointIdOf, makeBranchId } from "../../neon-id.ts";
import { purposeAnnotation } from "../../purpose-annotation.ts";
import { type Api, listBranches } from "../api.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiKey } from "../http/api-key.ts";
import { readBody } from "../http/read-input.ts";
import type { ApiReply } from "../http/route.ts";
import { beginMutation, type MutationStep } from "../operations/begin-mutation.ts";
import { viewBranch, viewEndpoint } from "../views/branch-views.ts";
import { viewContent } from "../views/database-views.ts";
import { createBranchSchema, pointOf, refuseTakenName, requireReady, secondsUntil } from "./branch-requests.ts";

/** Rules of an anonymised branch; when masking is not started, nothing is masked yet. */
interface WantedMasking {
  readonly rules: readonly MaskingRule[];
  readonly isStarted: boolean;
}

/** With `masking` an anonymised one. Answers once the branch stands in the list, in its pending state; the copying goes on. */
export async function createBranch(
  api: Api,
  key: ApiKey,
  projectId: string,
  body: unknown,
  masking: WantedMasking | null = null,
): Promise<ApiReply> {
  const { branch: asked, endpoints, annotation_value: annotation } = readBody(createBranchSchema, body);
  api.journal.refuseLocked(projectId);
  const branches = await listBranches(api, projectId);
  const parent = branches.find((one) => (asked.parent_id === undefined ? one.isDefault : one.id === asked.parent_id));
  if (!parent) throw new ApiError(404, "parent branch not found");
  if (!key.isOwn) requireReady(parent);
  const name = asked.name ?? makeBranchId();
  refuseTakenName(branches, name);
  refuseOtherEndpoints(endpoints);
  const known = new Set(branches.map(({ id }) => id));
  const isNew = (one: Branch) => one.name === name && !known.has(one.id);
  const databases = await api.plane.listDatabases(projectId, parent.id);
  const hasEndpoint = endpoints.length > 0;
  const request = {
    projectId,
    parentId: parent.id,
    name,
    point: pointOf({ lsn: asked.parent_lsn, timestamp: asked.parent_timestamp }),
    content: contentOf(asked.init_source, masking),
    maskingRules: masking?.isStarted ? masking.rules : [],
    timeToLiveSeconds: asked.expires_at === undefined ? null : secondsUntil(asked.expires_at, key),
    purpose: purposeOf(annotation),
  };
  const change = {
    isProtected: asked.protected,
    suspendAfterSeconds: readSuspendTimeout(endpoints[0]?.suspend_timeout_seconds),
  };
  const running = await beginMutation(api, {
    projectId,
    steps: stepsOf(hasEndpoint, isNew),
    isBegun: (all) => all.some(isNew),
    run: async () => {
      const made = await api.plane.createBranch(request);
      if (masking && !masking.isStarted) await api.plane.setMaskingRules(projectId, made.id, masking.rules);
      if (change.isProtected !== undefined || change.suspendAfterSeconds !== undefined)
        await api.plane.updateBranch(projectId, made.id, change);
      if (!hasEndpoint) await api.plane.suspendCompute(projectId, made.id);
    },
  });
  const made = (await api.plane.listBranches(projectId)).find(isNew);
  if (!made) throw new ApiError(500, "the branch was not made");
  running.setBranch(made.id, endpointIdOf(made.id));
  await running.admit();
  await api.journal.note(made.id, { hasEndpoint, ...(annotation ? { annotation } : {}) });
  return {
    status: 201,
    body: {
      branch: viewBranch(api, made),
      endpoints: hasEndpoint ? [viewEndpoint(api, made)] : [],
      operations: running.operations,
      ...(await viewContent(api, made, databases)),
    },
  };
}

function contentOf(source: string | undefined, masking: WantedMasking | null): BranchContent {
  if (masking) return "anonymised";
  return source === "schema-only" ? "schemaOnly" : "data";
}

/** Seconds until a compute suspends; null for never. Neon's 0 is its default of five minutes. */
export function readSuspendTimeout(seconds: number | undefined): number | null | undefined {
  if (seconds === undefined) return undefined;
  if (seconds === -1) return null;
  if (seconds > 0 && seconds < 60) throw new ApiError(400, "suspend_timeout_seconds must be -1, 0 or at least 60");
  return seconds === 0 ? 300 : seconds;
}

/** Steward notes on a branch what it made it for. */
function purposeOf(annotation: Readonly<Record<string, string>> | undefined): Branch["purpose"] {
  const purpose = annotation?.[purposeAnnotation];
  return purpose === "rehearsal" || purpose === "past" ? purpose : "work";
}

function stepsOf(hasEndpoint: boolean, isNew: (branch: Branch) => boolean): readonly MutationStep[] {
  const isStarting = (branches: readonly Branch[]) =>
    branches.some((branch) => isNew(branch) && ["starting", "active"].includes(branch.compute));
  const making: MutationStep = { action: "create_branch", isDone: isStarting };
  return hasEndpoint ? [making, { action: "start_compute" }] : [{ action: "create_branch" }];
}

function refuseOtherEndpoints(endpoints: readonly { readonly type: string }[]): void {
  if (endpoints.some(({ type }) => type === "read_only"))
    throw new ApiError(422, "Clusters on this computer have no read replicas.", "FEATURE_NOT_SUPPORTED");
  if (endpoints.length > 1) throw new ApiError(422, "a branch has at most one read_write endpoint");
}
