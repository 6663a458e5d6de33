import type { Branch, Project } from "../../../../shared/branches/model.ts";
import type { Api } from "../api.ts";
import { optional, region } from "./branch-views.ts";

/** The person and the organisation whose projects these are. There is one of each. */
export const user = {
  id: "8d1f2ad2-6d3f-4c5b-9f0e-5e7fd0c0a001",
  email: "you@localhost.localdomain",
  name: "You",
} as const;
export const organisation = {
  id: "org-this-computer-00000001",
  name: "This computer",
  handle: "this-computer-org-00000001",
  plan: "launch",
  created_at: "2026-01-01T00:00:00Z",
  managed_by: "console",
  updated_at: "2026-01-01T00:00:00Z",
} as const;

/** How far back branches can be taken, where the control plane keeps history. */
const historySeconds = 7 * 24 * 3600;

/** What a list of projects shows of one, in Neon's form. */
export function viewProjectItem(api: Api, project: Project, branches: readonly Branch[]) {
  return { ...viewBoth(api, project, branches), active_time: 0, org_name: organisation.name };
}

/** A project in Neon's form. */
export function viewProject(api: Api, project: Project, branches: readonly Branch[]) {
  const both = viewBoth(api, project, branches);
  return {
    ...both,
    consumption_period_start: both.created_at,
    consumption_period_end: new Date(Date.parse(both.created_at) + 10 * 365 * 24 * 3600 * 1000).toISOString(),
    active_time_seconds: 0,
    compute_time_seconds: 0,
    written_data_bytes: branches.reduce((sum, branch) => sum + (branch.writtenBytes ?? 0), 0),
    data_transfer_bytes: 0,
    data_storage_bytes_hour: 0,
  };
}

function viewBoth(api: Api, project: Project, branches: readonly Branch[]) {
  const main = branches.find((branch) => branch.isDefault);
  const createdAt = main?.createdAt ?? organisation.created_at;
  const lastActive = branches.flatMap((branch) => branch.lastActiveAt ?? []).sort();
  return {
    id: project.id,
    platform_id: "local",
    region_id: region.region_id,
    name: project.name,
    provisioner: "k8s-neonvm",
    default_endpoint_settings: { autoscaling_limit_min_cu: 0.25, autoscaling_limit_max_cu: 0.25 },
    settings: {},
    pg_version: Number.parseInt(project.postgresVersion, 10),
    proxy_host: api.dataPlane.domain,
    branch_logical_size_limit: 1024 * 1024,
    branch_logical_size_limit_bytes: 1024 ** 4,
    store_passwords: true,
    cpu_used_sec: 0,
    creation_source: "console",
    created_at: createdAt,
    updated_at: createdAt,
    synthetic_storage_size: branches.reduce((sum, branch) => sum + (branch.sizeBytes ?? 0), 0),
    owner_id: organisation.id,
    ...optional("compute_last_active_at", lastActive.at(-1) ?? null),
    org_id: organisation.id,
    history_retention_seconds: main?.historyStart ? historySeconds : 0,
  };
}
