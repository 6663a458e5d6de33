import { z } from "zod";
import { branchNameSchema } from "../../../../shared/branches/contract.ts";
import type { Branch, BranchPoint } from "../../../../shared/branches/model.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiKey } from "../http/api-key.ts";

const time = z.iso.datetime({ offset: true });
/** Neon's client program checks the same form. */
const lsn = z.string().regex(/^[0-9A-Fa-f]{1,8}\/[0-9A-Fa-f]{1,8}$/);
const endpointOptions = z.object({
  type: z.enum(["read_write", "read_only"]),
  suspend_timeout_seconds: z.int().min(-1).max(604_800).optional(),
});

/** What is asked for when a branch is made. Unknown fields are ignored. */
export const createBranchSchema = z.object({
  branch: z
    .object({
      parent_id: z.string().optional(),
      name: branchNameSchema.optional(),
      parent_lsn: lsn.optional(),
      parent_timestamp: time.optional(),
      protected: z.boolean().optional(),
      archived: z.boolean().optional(),
      init_source: z.enum(["parent-data", "schema-only"]).optional(),
      expires_at: time.optional(),
    })
    .default({}),
  endpoints: z.array(endpointOptions).max(10).default([]),
  annotation_value: z.record(z.string(), z.string()).optional(),
});

/** What can be changed on a branch; what is absent stays. */
export const updateBranchSchema = z.object({
  branch: z.object({
    name: branchNameSchema.optional(),
    protected: z.boolean().optional(),
    expires_at: time.nullable().optional(),
  }),
});

/** Where a branch's content is to come from. */
export const restoreBranchSchema = z.object({
  source_branch_id: z.string(),
  source_lsn: lsn.optional(),
  source_timestamp: time.optional(),
  preserve_under_name: branchNameSchema.optional(),
});

const longestLifeSeconds = 30 * 24 * 3600;

/** Seconds from now until an expiry. Neon takes one in the future, at most 30 days away (docs). */
export function secondsUntil(expiresAt: string, key: ApiKey): number {
  const seconds = (Date.parse(expiresAt) - Date.now()) / 1000;
  if (seconds <= 0) throw new ApiError(400, "expires_at must be in the future");
  if (seconds > longestLifeSeconds + 60 && !key.isOwn)
    throw new ApiError(400, "expires_at must be at most 30 days from now");
  return seconds;
}

/** The state that is meant: by position, by time, or the present one. Not both, and no time to come. */
export function pointOf(asked: {
  readonly lsn?: string | undefined;
  readonly timestamp?: string | undefined;
}): BranchPoint {
  if (asked.lsn !== undefined && asked.timestamp !== undefined)
    throw new ApiError(400, "only one of LSN and timestamp can be given");
  if (asked.lsn !== undefined) return { kind: "lsn", lsn: asked.lsn.toUpperCase() };
  if (asked.timestamp === undefined) return { kind: "head" };
  const at = new Date(asked.timestamp);
  if (at.getTime() > Date.now()) throw new ApiError(400, "timestamp must not be in the future");
  return { kind: "time", at: at.toISOString() };
}

/** Names are unique in a project; Neon's words (field). */
export function refuseTakenName(branches: readonly Branch[], name: string): void {
  if (branches.some((branch) => branch.name === name))
    throw new ApiError(409, `branch already exists; branch_name:"${name}"`, "BRANCH_ALREADY_EXISTS");
}

/** What Neon never deletes, in its words where they are known. */
export function refuseDeletion(branch: Branch, branches: readonly Branch[]): void {
  if (branch.isDefault) throw new ApiError(422, "cannot delete the default branch of a project");
  if (branch.isProtected) throw new ApiError(422, "cannot delete a protected branch");
  const children = branches.filter((one) => one.parentId === branch.id).map(({ id }) => id);
  if (children.length > 0) throw new ApiError(422, `cannot delete branch that has children: ${children.join(", ")}`);
}

/** A branch that is being made or replaced; Neon's own tests try again. */
export function requireReady(branch: Branch): void {
  if (branch.state !== "ready") throw new ApiError(422, "branch not ready yet");
}
