import type { Branch, BranchRestriction } from "../../../../shared/branches/model.ts";
import { endpointIdOf } from "../../neon-id.ts";
import type { Api } from "../api.ts";
import { directHost } from "./hosts.ts";

const states = {
  creating: { current_state: "init", pending_state: "ready" },
  ready: { current_state: "ready" },
  resetting: { current_state: "resetting", pending_state: "ready" },
  deleting: { current_state: "ready" },
  /** Stays in its pending state; the operation that failed says why. */
  failed: { current_state: "init", pending_state: "ready" },
} as const;

/** Neon's words for what is refused: an open list, of which its documents name `restore` only. */
const restrictedActions: Readonly<Partial<Record<BranchRestriction["action"], string>>> = {
  restore: "restore",
  reset: "reset",
  delete: "delete",
  expire: "set-expiration",
  protect: "protect",
};

/** `anonymized` is assumed: Neon's description names the other two. */
const initSources = { data: "parent-data", schemaOnly: "schema-only", anonymised: "anonymized" } as const;

/** A branch in Neon's form. */
export function viewBranch(api: Api, branch: Branch) {
  const updatedAt = updatedAtOf(api, branch);
  const { lastResetAt } = api.journal.noteOf(branch.id);
  return {
    id: branch.id,
    project_id: branch.projectId,
    ...optional("parent_id", branch.parentId),
    ...optional("parent_lsn", branch.parentLsn),
    ...optional("parent_timestamp", branch.parentTime),
    name: branch.name,
    ...states[branch.state],
    state_changed_at: updatedAt,
    ...optional("logical_size", branch.sizeBytes),
    creation_source: "console",
    primary: branch.isDefault,
    default: branch.isDefault,
    protected: branch.isProtected,
    cpu_used_sec: 0,
    compute_time_seconds: 0,
    active_time_seconds: 0,
    written_data_bytes: branch.writtenBytes ?? 0,
    data_transfer_bytes: 0,
    created_at: branch.createdAt,
    updated_at: updatedAt,
    ...optional("expires_at", branch.expiresAt === null ? null : toWholeSeconds(branch.expiresAt)),
    ...optional("last_reset_at", lastResetAt ?? null),
    init_source: initSources[branch.content],
    restricted_actions: branch.restrictions.flatMap(({ action, reason }) => {
      const name = restrictedActions[action];
      return name === undefined ? [] : [{ name, reason }];
    }),
  };
}

/** When an operation last changed the branch; its making where none is known. */
export function updatedAtOf(api: Api, branch: Branch): string {
  const newest = api.journal.list(branch.projectId).find((operation) => operation.branch_id === branch.id);
  return newest !== undefined && newest.updated_at > branch.createdAt ? newest.updated_at : branch.createdAt;
}

/** What the maker of a branch noted on it, in Neon's form. */
export function viewAnnotation(api: Api, branch: Branch) {
  const value = api.journal.noteOf(branch.id).annotation ?? {};
  return {
    object: { type: "console/branch", id: branch.id },
    value,
    created_at: branch.createdAt,
    updated_at: branch.createdAt,
  };
}

const computeStates = {
  active: { current_state: "active" },
  starting: { current_state: "idle", pending_state: "active" },
  suspending: { current_state: "active", pending_state: "idle" },
  suspended: { current_state: "idle" },
  failed: { current_state: "idle" },
} as const;

/** The one read-write endpoint of a branch in Neon's form. */
export function viewEndpoint(api: Api, branch: Branch) {
  const id = endpointIdOf(branch.id);
  const isNew = branch.state === "creating";
  return {
    host: directHost(api, branch.id),
    id,
    project_id: branch.projectId,
    branch_id: branch.id,
    autoscaling_limit_min_cu: 0.25,
    autoscaling_limit_max_cu: 0.25,
    region_id: region.region_id,
    type: "read_write",
    ...(isNew ? { current_state: "init", pending_state: "active" } : computeStates[branch.compute]),
    settings: {},
    pooler_enabled: false,
    pooler_mode: "transaction",
    disabled: false,
    passwordless_access: false,
    ...optional("last_active", branch.lastActiveAt),
    creation_source: "console",
    created_at: branch.createdAt,
    updated_at: updatedAtOf(api, branch),
    proxy_host: api.dataPlane.domain,
    suspend_timeout_seconds: branch.suspendAfterSeconds ?? -1,
    provisioner: "k8s-neonvm",
  };
}

/** The one region: this computer. */
export const region = {
  region_id: "local-loopback",
  name: "This computer",
  default: true,
  geo_lat: "0",
  geo_long: "0",
} as const;

/** A field, or nothing where there is no value: Neon leaves absent fields out. */
export function optional<Name extends string, Value>(
  name: Name,
  value: Value | null,
): { readonly [Key in Name]?: Value } {
  // A computed name makes the type wider than what is built here.
  return (value === null ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };
}

/** Neon's expiry has seconds only; the control plane counts from now, which is some milliseconds off. */
function toWholeSeconds(time: string): string {
  return `${new Date(Math.round(Date.parse(time) / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}
