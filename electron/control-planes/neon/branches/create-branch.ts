import { type BranchCreateRequest, EndpointType, type Branch as NeonBranch } from "@neondatabase/api-client";
import type { Branch } from "../../../../shared/branches/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { BranchRequest, ControlPlaneCall } from "../../control-plane.ts";
import { purposeAnnotation } from "../../purpose-annotation.ts";
import { type Begun, makeChange, type NeonParts, readOpenOperations } from "../neon-parts.ts";
import { toNeonRule, whenMasked } from "./masking.ts";
import { findBranchNamed, readEndpoint, readNeonBranch, refuseTakenName, showBranch } from "./read-branches.ts";
import { momentIn } from "./readable-time.ts";

type Made = Begun & { readonly branch: NeonBranch };

/** Neon's limit on `expires_at`, said before it is asked. */
export function refuseLongLife({ rules }: NeonParts, seconds: number | null | undefined): void {
  if (rules.longestLifeSeconds === null || (seconds ?? 0) <= rules.longestLifeSeconds) return;
  throw new AppError("refused", "Neon keeps a branch that expires for 30 days at most.", {
    hint: "Choose a shorter time, or keep the branch for good.",
  });
}

/**
 * Makes a branch with a compute of its own and waits until both are there. When no answer comes, the branch is looked for by
 * its exact name before anything is sent again, so that there are never two.
 */
export async function createBranch(
  parts: NeonParts,
  neonId: string,
  request: BranchRequest,
  call: ControlPlaneCall,
): Promise<Branch> {
  refuseLongLife(parts, request.timeToLiveSeconds);
  const change = { neonId, branchId: null, action: `Create branch ${request.name}` };
  const made = await makeChange(parts, change, call, async (step) => {
    await refuseTakenName(parts, neonId, request.name);
    const findOutcome = async () => {
      const branch = await findBranchNamed(parts, neonId, request.name);
      return branch && { branch, operations: await readOpenOperations(parts, neonId, branch.id) };
    };
    const body = toBody(request, parts.clock.nowMs());
    const annotation = request.purpose === "work" ? {} : { annotation_value: { [purposeAnnotation]: request.purpose } };
    const send =
      request.content === "anonymised"
        ? step<Made>(
            (client, settings) =>
              client.createProjectBranchAnonymized(
                neonId,
                {
                  branch_create: body,
                  masking_rules: request.maskingRules.map(toNeonRule),
                  start_anonymization: true,
                  ...annotation,
                },
                settings,
              ),
            findOutcome,
          )
        : step<Made>(
            (client, settings) => client.createProjectBranch(neonId, { ...body, ...annotation }, settings),
            findOutcome,
          );
    return (await send).branch;
  });
  await whenVisible(parts, neonId, made.id, call);
  if (request.content === "anonymised") await whenMasked(parts, neonId, made.id, call);
  await requireEndpoint(parts, neonId, made.id);
  return await showBranch(parts, neonId, made.id);
}

function toBody(
  { parentId, name, point, content, timeToLiveSeconds }: BranchRequest,
  nowMs: number,
): BranchCreateRequest {
  return {
    branch: {
      parent_id: parentId,
      name,
      ...(point.kind === "time" ? { parent_timestamp: point.at } : {}),
      ...(point.kind === "lsn" ? { parent_lsn: point.lsn } : {}),
      ...(content === "schemaOnly" ? { init_source: "schema-only" } : {}),
      ...(timeToLiveSeconds === null ? {} : { expires_at: momentIn(timeToLiveSeconds, nowMs) }),
    },
    endpoints: [{ type: EndpointType.ReadWrite }],
  };
}

/** A branch that was just made may not be found for a moment (Neon's own tests wait for it too). */
async function whenVisible(parts: NeonParts, neonId: string, branchId: string, call: ControlPlaneCall): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    if ((await readNeonBranch(parts, neonId, branchId)) !== null) return;
    await parts.clock.sleep(1_000, call.signal);
  }
}

async function requireEndpoint(parts: NeonParts, neonId: string, branchId: string): Promise<void> {
  if (await readEndpoint(parts, neonId, branchId)) return;
  throw new AppError("computeUnavailable", "Neon made the branch, but no compute for it.", {
    hint: "Start its compute: Steward then makes one.",
  });
}
