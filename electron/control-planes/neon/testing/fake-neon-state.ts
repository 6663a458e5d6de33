import { randomUUID } from "node:crypto";

/** A branch of the stand-in: the fields of Neon's that matter, by Neon's names. */
export interface FakeBranch {
  readonly id: string;
  name: string;
  readonly parent_id?: string;
  readonly parent_timestamp?: string;
  readonly parent_lsn?: string;
  readonly init_source: string;
  current_state: string;
  default: boolean;
  protected: boolean;
  expires_at?: string | undefined;
  readonly created_at: string;
  readonly updated_at: string;
  readonly logical_size: number;
  readonly written_data_bytes: number;
  readonly restored_from?: string;
  readonly restored_as?: string;
  restricted_actions?: readonly { readonly name: string; readonly reason: string }[];
}

/** A compute of the stand-in. */
export interface FakeEndpoint {
  readonly id: string;
  readonly host: string;
  branch_id: string;
  readonly type: string;
  current_state: string;
  pending_state?: string | undefined;
  disabled: boolean;
  suspend_timeout_seconds: number;
  autoscaling_limit_min_cu: number;
  autoscaling_limit_max_cu: number;
  last_active?: string;
}

/** An operation of the stand-in. `polls` is how often it must be asked for until it ends. */
export interface FakeOperation {
  readonly id: string;
  readonly branch_id: string | undefined;
  readonly action: string;
  status: string;
  error?: string;
  readonly created_at: string;
  readonly updated_at: string;
  polls: number;
  readonly whenDone: () => void;
}

/** A snapshot of the stand-in. */
export interface FakeSnapshot {
  readonly id: string;
  readonly name: string;
  readonly source_branch_id: string;
  readonly created_at: string;
}

/** What is done to a branch again and again. `polls` is how often masking must be asked for until it ends. */
export interface FakeUpkeep {
  schedule: readonly unknown[];
  rules: readonly unknown[];
  masking: { state: string; last_run?: object; status_message?: string } | null;
  polls: number;
}

/** The upkeep of a branch, made when nobody asked for it yet. */
export function upkeepOf(project: FakeProject, branchId: string): FakeUpkeep {
  const known = project.upkeep.get(branchId) ?? { schedule: [], rules: [], masking: null, polls: 0 };
  project.upkeep.set(branchId, known);
  return known;
}

/** The one project of the stand-in; tests change it at will. */
export interface FakeProject {
  readonly id: string;
  name: string;
  readonly branches: FakeBranch[];
  readonly endpoints: FakeEndpoint[];
  readonly operations: FakeOperation[];
  readonly snapshots: FakeSnapshot[];
  readonly annotations: Record<string, Record<string, string>>;
  /** By branch: masking rules, how the masking stands, when snapshots are taken; all in Neon's form. */
  readonly upkeep: Map<string, FakeUpkeep>;
  /** What the consumption of the project and of branches answers; 403 without. */
  consumption: { readonly projects: unknown[]; readonly branches: unknown[] } | null;
  authMethod: string;
  storesPasswords: boolean;
  /** How often a new operation must be asked for until it ends, and how it ends. */
  nextPolls: number;
  nextEnd: { readonly status: string; readonly error?: string };
}

const counter = (project: FakeProject) => 10_000_000 + project.branches.length + project.operations.length * 100;

/** A project with its default branch `main`, whose compute sleeps. */
export function createFakeProject(): FakeProject {
  const project: FakeProject = {
    id: "calm-river-12345678",
    name: "Shop",
    branches: [],
    endpoints: [],
    operations: [],
    snapshots: [],
    annotations: {},
    upkeep: new Map(),
    consumption: null,
    authMethod: "api_key_org",
    storesPasswords: true,
    nextPolls: 1,
    nextEnd: { status: "finished" },
  };
  const main = addBranch(project, { name: "main" });
  main.default = true;
  main.current_state = "ready";
  addEndpoint(project, main.id).current_state = "idle";
  return project;
}

/** Adds a branch that is being made. */
export function addBranch(project: FakeProject, fields: Partial<FakeBranch> & { readonly name: string }): FakeBranch {
  const now = new Date().toISOString();
  const branch: FakeBranch = {
    id: `br-calm-fox-${counter(project)}`,
    init_source: "parent-data",
    current_state: "init",
    default: false,
    protected: false,
    created_at: now,
    updated_at: now,
    logical_size: 31_457_280,
    written_data_bytes: 4_096,
    ...fields,
  };
  project.branches.push(branch);
  return branch;
}

/** Adds a compute that is being made. */
export function addEndpoint(project: FakeProject, branchId: string): FakeEndpoint {
  const id = `ep-calm-fox-${counter(project)}`;
  const host = `${id}.eu-central-1.aws.neon.tech`;
  const rest = { type: "read_write", current_state: "init", disabled: false, suspend_timeout_seconds: 0 };
  const size = { autoscaling_limit_min_cu: 0.25, autoscaling_limit_max_cu: 2 };
  const endpoint: FakeEndpoint = { id, host, branch_id: branchId, ...rest, ...size };
  project.endpoints.push(endpoint);
  return endpoint;
}

/** Begins an operation as the project's `nextPolls` and `nextEnd` say. */
export function beginOperation(
  project: FakeProject,
  action: string,
  branchId: string | undefined,
  whenDone: () => void = () => undefined,
): FakeOperation {
  const now = new Date().toISOString();
  const times = { created_at: now, updated_at: now, polls: project.nextPolls };
  const operation = { id: randomUUID(), branch_id: branchId, action, status: "running", ...times, whenDone };
  project.operations.unshift(operation);
  if (project.nextPolls === 0) endOperation(project, operation);
  return operation;
}

/** One look at an operation; the last one ends it. */
export function pollOperation(project: FakeProject, operation: FakeOperation): void {
  if (!isOpen(operation)) return;
  operation.polls -= 1;
  if (operation.polls <= 0) endOperation(project, operation);
}

function endOperation(project: FakeProject, operation: FakeOperation): void {
  Object.assign(operation, project.nextEnd);
  if (operation.status === "finished") operation.whenDone();
}

/** Whether an operation goes on. */
export function isOpen({ status }: FakeOperation): boolean {
  return status === "running" || status === "scheduling";
}
