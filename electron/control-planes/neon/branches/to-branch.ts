import type { AnnotationData, Endpoint, Branch as NeonBranch } from "@neondatabase/api-client";
import type { Branch, BranchRestriction, ComputeSize, ComputeState } from "../../../../shared/branches/model.ts";
import { purposeAnnotation } from "../../purpose-annotation.ts";
import { readableTime } from "./readable-time.ts";

/** What a branch is shown from. Neon's states are open lists: a word that is not known here breaks nothing. */
export interface BranchSources {
  readonly projectId: string;
  readonly branch: NeonBranch;
  /** Its read-write compute. */
  readonly endpoint: Endpoint | undefined;
  readonly annotation: AnnotationData | undefined;
  readonly historySeconds: number;
  readonly hasChildren: boolean;
  readonly isBeingDeleted: boolean;
  readonly nowMs: number;
}

/** Neon's branch and its compute as the screens see a branch. */
export function toBranch(sources: BranchSources): Branch {
  const { branch, endpoint, projectId, nowMs, historySeconds } = sources;
  const historyStartMs = Math.max(nowMs - historySeconds * 1000, Date.parse(branch.created_at));
  return {
    id: branch.id,
    projectId,
    name: branch.name,
    parentId: branch.parent_id ?? null,
    parentLsn: branch.parent_lsn ?? null,
    parentTime: pastMoment(branch),
    content: contentOf(branch),
    isDefault: branch.default,
    isProtected: branch.protected,
    state: sources.isBeingDeleted ? "deleting" : stateOf(branch),
    compute: endpoint ? computeState(endpoint) : "suspended",
    computeError: computeTrouble(endpoint),
    createdAt: readableTime(branch.created_at),
    expiresAt: branch.expires_at === undefined ? null : readableTime(branch.expires_at),
    sizeBytes: branch.logical_size ?? null,
    writtenBytes: branch.written_data_bytes,
    suspendAfterSeconds: endpoint ? suspendAfter(endpoint.suspend_timeout_seconds) : null,
    computeSize: endpoint ? computeSizeOf(endpoint) : null,
    lastActiveAt: endpoint?.last_active === undefined ? null : readableTime(endpoint.last_active),
    historyStart: historySeconds > 0 ? new Date(historyStartMs).toISOString() : null,
    restrictions: restrictionsOf(sources),
    purpose: purposeOf(sources.annotation),
  };
}

/** Neon names a moment for every fork; only one well before the branch was made is one that was asked for. */
function pastMoment(branch: NeonBranch): string | null {
  if (branch.parent_timestamp === undefined) return null;
  const agoMs = Date.parse(branch.created_at) - Date.parse(branch.parent_timestamp);
  return agoMs > 60_000 ? readableTime(branch.parent_timestamp) : null;
}

function contentOf({ init_source: source }: NeonBranch): Branch["content"] {
  if (source === "schema-only") return "schemaOnly";
  return source !== undefined && /anonymi[sz]ed/.test(source) ? "anonymised" : "data";
}

function stateOf({ current_state: state }: NeonBranch): Branch["state"] {
  if (state === "init") return "creating";
  return state === "resetting" ? "resetting" : "ready";
}

/** `pending_state` is where it is on its way to. */
export function computeState(endpoint: Endpoint): ComputeState {
  const now: string = endpoint.current_state;
  const next: string | undefined = endpoint.pending_state;
  if (now === "init") return "starting";
  if (now === "active") return next === "idle" ? "suspending" : "active";
  if (now === "idle") return next === "active" ? "starting" : "suspended";
  return "failed";
}

function computeTrouble(endpoint: Endpoint | undefined): string | null {
  if (!endpoint) return "This branch has no compute. Starting it makes one.";
  if (endpoint.disabled) return "Its compute is disabled in Neon: nothing wakes it.";
  if (computeState(endpoint) !== "failed") return null;
  return `Neon says that it is “${endpoint.current_state}”, which this version of Steward does not know.`;
}

/** Neon: 0 is its default of 300 s, -1 is never. */
export function suspendAfter(seconds: number): number | null {
  if (seconds < 0) return null;
  return seconds === 0 ? 300 : seconds;
}

function computeSizeOf(endpoint: Endpoint): ComputeSize {
  return { leastUnits: endpoint.autoscaling_limit_min_cu, mostUnits: endpoint.autoscaling_limit_max_cu };
}

function purposeOf(annotation: AnnotationData | undefined): Branch["purpose"] {
  const purpose = annotation?.value[purposeAnnotation];
  return purpose === "rehearsal" || purpose === "past" ? purpose : "work";
}

const namedActions: Readonly<Record<string, readonly BranchRestriction["action"][]>> = {
  restore: ["restore", "reset"],
  reset: ["reset"],
  delete: ["delete"],
  "set-expiration": ["expire"],
  protect: ["protect"],
};

/** Neon's own restrictions with their reasons, then its rules (documentation, 2026) where it names none. */
function restrictionsOf({ branch, hasChildren }: BranchSources): readonly BranchRestriction[] {
  const named = (branch.restricted_actions ?? []).flatMap(({ name, reason }) =>
    (namedActions[name] ?? []).map((action) => ({ action, reason })),
  );
  const rules: readonly (readonly [boolean, BranchRestriction["action"], string])[] = [
    [branch.default, "delete", "It is the project's default branch. Make another one the default first."],
    [branch.protected, "delete", "It is protected. Take the protection away first."],
    [hasChildren, "delete", "Other branches were made from it. Delete those first."],
    [branch.protected, "reset", "It is protected. Take the protection away first."],
    [branch.parent_id === undefined, "reset", "It is a root branch: it has no parent to be reset to."],
    [branch.default, "expire", "The default branch cannot expire."],
    [branch.protected, "expire", "A protected branch cannot expire."],
    [hasChildren, "expire", "A branch that others were made from cannot expire."],
    [branch.expires_at !== undefined, "fork", "It expires, and Neon lets no branch be made from one that does."],
    [branch.expires_at !== undefined, "protect", "It expires. Keep it for good first."],
  ];
  const all = [...named, ...rules.flatMap(([holds, action, reason]) => (holds ? [{ action, reason }] : []))];
  return all.filter(({ action }, index) => all.findIndex((other) => other.action === action) === index);
}
