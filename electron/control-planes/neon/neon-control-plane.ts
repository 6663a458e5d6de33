import type { BranchOperation, ControlPlaneCapabilities, Project } from "../../../shared/branches/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { BranchUpkeep, ControlPlane } from "../control-plane.ts";
import { readConsumption } from "./account/read-consumption.ts";
import { type Clock, systemClock } from "./api/clock.ts";
import { NeonApi } from "./api/neon-api.ts";
import { ProjectQueue } from "./api/project-queue.ts";
import { requireList } from "./api/read-pages.ts";
import { deleteBranch, resetBranch, restoreBranch, updateBranch } from "./branches/change-branch.ts";
import { startCompute, suspendCompute } from "./branches/change-compute.ts";
import { createBranch } from "./branches/create-branch.ts";
import { maskBranch, readMasking, setMaskingRules } from "./branches/masking.ts";
import { listBranches, readNeonBranches } from "./branches/read-branches.ts";
import { readableTime } from "./branches/readable-time.ts";
import { readSnapshotSchedule, setSnapshotSchedule } from "./branches/snapshot-schedule.ts";
import {
  createSnapshot,
  deleteSnapshot,
  listSnapshots,
  restoreSnapshot,
  restoreSnapshotOver,
} from "./branches/snapshots.ts";
import { connectionTarget, connectParameters } from "./connect/connect-parameters.ts";
import { listDatabases, listRoles } from "./connect/list-roles.ts";
import { type DataPlaneAddress, type NeonParts, neonIdOf, projectIdOf } from "./neon-parts.ts";
import { OperationTracker, operationState, wordsOf } from "./operations/operation-tracker.ts";
import type { PendingOperations } from "./operations/pending-operations.ts";
import { watchComputes } from "./operations/watch-computes.ts";

/** A Neon account as a control plane. */
export interface NeonControlPlane extends Omit<ControlPlane, keyof BranchUpkeep>, BranchUpkeep {
  /** For the account's own questions: who is this key, which projects are there. */
  readonly api: NeonApi;
  /** Changes of a project that wait for their turn, newest first; asks nobody. */
  listWaiting(projectId: string): readonly BranchOperation[];
  /** Ends all polling. What is pending is taken up by the next one that is opened. */
  close(): void;
}

/** What an account is opened with. */
export interface NeonOptions {
  readonly accountId: string;
  readonly apiUrl: string;
  readonly readKey: () => Promise<string>;
  /** Another way to the computes than their own names; null without one. */
  readonly readDataPlane: () => Promise<DataPlaneAddress | null>;
  readonly pending: PendingOperations;
  /** Projects of the account that are used here, known without asking Neon. */
  readonly projects: () => readonly Omit<Project, "capabilities">[];
  readonly log: (line: string) => void;
  readonly clock?: Clock;
  /** How often operations are asked for and how many requests there are in a second; Neon's cloud bears the usual ones. */
  readonly pace?: NeonPace;
  /** What is refused before it is sent; Neon's own rules when absent. */
  readonly rules?: NeonRules;
  /** Go with each request besides the key. */
  readonly headers?: () => Readonly<Record<string, string>>;
}

/** Limits that Neon has and another server of its API need not have. */
export interface NeonRules {
  /** How long a branch that expires may live; null for any time. */
  readonly longestLifeSeconds: number | null;
  /** Whether a branch that is restored from its own past keeps its present under a name. */
  readonly keepsReplaced: boolean;
}

/** How fast a server of Neon's API may be asked. */
export interface NeonPace {
  readonly firstPollMs: number;
  readonly slowestPollMs: number;
  readonly requestsPerSecond: number;
  /** How long one answer may take, and how long operations are waited for. */
  readonly timeoutMs: number;
  readonly patienceMs: number;
}

const cloudPace: NeonPace = {
  firstPollMs: 1_000,
  slowestPollMs: 10_000,
  requestsPerSecond: 5,
  timeoutMs: 30_000,
  patienceMs: 300_000,
};
/** Neon lets a branch live 30 days at most when it expires at all (documentation, 2026). */
const cloudRules: NeonRules = { longestLifeSeconds: 30 * 24 * 60 * 60, keepsReplaced: true };

/** Neon can do all of it; what a plan or a branch does not allow is said when it refuses. */
export const neonCapabilities: ControlPlaneCapabilities = { kind: "neon", missing: {}, hasOwnRoles: true };

/** Opens an account: takes up operations that an earlier run left, and asks nothing else until it is asked itself. */
export function openNeonControlPlane(options: NeonOptions): NeonControlPlane {
  const { accountId, apiUrl, readKey, readDataPlane, pending, log } = options;
  const clock = options.clock ?? systemClock;
  const listeners = new Set<(projectId: string) => void>();
  const changed = (projectId: string) => {
    for (const listener of listeners) listener(projectId);
  };
  const { pace = cloudPace, rules = cloudRules, headers } = options;
  const { requestsPerSecond, timeoutMs } = pace;
  const api = new NeonApi({ apiUrl, readKey, clock, requestsPerSecond, timeoutMs, ...(headers ? { headers } : {}) });
  const changedThere = (neonId: string) => changed(projectIdOf({ accountId }, neonId));
  const tracker = new OperationTracker({ accountId, api, clock, pace, pending, changed: changedThere, log });
  const parts = { accountId, api, clock, pace, rules, queue: new ProjectQueue(changed), tracker, readDataPlane };
  const watch = watchComputes(parts, changedThere);
  tracker.resume();
  return {
    ...createReads(parts, options),
    ...createChanges(parts, changed),
    ...createUpkeep(parts, changed),
    api,
    listWaiting: (projectId) => listWaiting(parts, projectId),
    watch: (projectId) => watch.look(neonIdOf(parts, projectId)),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      tracker.close();
      watch.close();
    },
  };
}

type Reads = Pick<
  ControlPlane,
  | "capabilities"
  | "listProjects"
  | "listBranches"
  | "listRoles"
  | "listDatabases"
  | "listOperations"
  | "listSnapshots"
  | "connectParameters"
  | "connectionTarget"
>;

function createReads(parts: NeonParts, { projects }: NeonOptions): Reads {
  const id = (projectId: string) => neonIdOf(parts, projectId);
  return {
    capabilities: neonCapabilities,
    listProjects: async () => projects().map((project) => ({ ...project, capabilities: neonCapabilities })),
    listBranches: shareReads((projectId) => listBranches(parts, id(projectId))),
    listRoles: async (projectId) => {
      const branches = await readNeonBranches(parts, id(projectId));
      const first = branches.find((branch) => branch.default) ?? branches[0];
      if (!first)
        throw new AppError("notFound", "This project has no branch.", { hint: "Make one in Neon's console." });
      return await listRoles(parts, id(projectId), first.id);
    },
    listDatabases: async (projectId, branchId) => await listDatabases(parts, id(projectId), branchId),
    listOperations: async (projectId) => await listOperations(parts, projectId),
    listSnapshots: async (projectId) => await listSnapshots(parts, id(projectId)),
    connectParameters: async (projectId, branchId, database, role, call = {}) =>
      await connectParameters(parts, { neonId: id(projectId), branchId, database, role }, call),
    connectionTarget: async (projectId, branchId, database, role, isPooled) =>
      await connectionTarget(parts, { neonId: id(projectId), branchId, database, role }, isPooled),
  };
}

type Changes = Pick<
  ControlPlane,
  | "createBranch"
  | "updateBranch"
  | "resetBranch"
  | "restoreBranch"
  | "startCompute"
  | "suspendCompute"
  | "deleteBranch"
  | "createSnapshot"
  | "deleteSnapshot"
  | "restoreSnapshot"
>;

/** Runs a change with Neon's id of the project and says afterwards that the project may look different. */
function createTell(parts: NeonParts, changed: (projectId: string) => void) {
  return async <T>(projectId: string, work: (neonId: string) => Promise<T>): Promise<T> => {
    try {
      return await work(neonIdOf(parts, projectId));
    } finally {
      changed(projectId);
    }
  };
}

function createUpkeep(parts: NeonParts, changed: (projectId: string) => void): BranchUpkeep {
  const tell = createTell(parts, changed);
  const id = (projectId: string) => neonIdOf(parts, projectId);
  return {
    readConsumption: async (project, window) => await readConsumption(parts, id(project), window),
    readSnapshotSchedule: async (project, branch) => await readSnapshotSchedule(parts, id(project), branch),
    setSnapshotSchedule: (project, branch, schedule, call = {}) =>
      tell(project, (neonId) => setSnapshotSchedule(parts, neonId, branch, schedule, call)),
    readMasking: async (project, branch) => await readMasking(parts, id(project), branch),
    setMaskingRules: (project, branch, rules, call = {}) =>
      tell(project, (neonId) => setMaskingRules(parts, neonId, branch, rules, call)),
    maskBranch: (project, branch, call = {}) => tell(project, (neonId) => maskBranch(parts, neonId, branch, call)),
    restoreSnapshotOver: (project, snapshot, branch, preserveUnder, call = {}) =>
      tell(project, (neonId) => restoreSnapshotOver(parts, neonId, snapshot, branch, preserveUnder, call)),
  };
}

function createChanges(parts: NeonParts, changed: (projectId: string) => void): Changes {
  const tell = createTell(parts, changed);
  return {
    createBranch: (request, call = {}) => tell(request.projectId, (id) => createBranch(parts, id, request, call)),
    updateBranch: (project, branch, change, call = {}) =>
      tell(project, (id) => updateBranch(parts, id, branch, change, call)),
    resetBranch: (project, branch, call = {}) => tell(project, (id) => resetBranch(parts, id, branch, call)),
    restoreBranch: (project, branch, request, call = {}) =>
      tell(project, (id) => restoreBranch(parts, id, branch, request, call)),
    startCompute: (project, branch, call = {}) => tell(project, (id) => startCompute(parts, id, branch, call)),
    suspendCompute: (project, branch, call = {}) => tell(project, (id) => suspendCompute(parts, id, branch, call)),
    deleteBranch: (project, branch, call = {}) => tell(project, (id) => deleteBranch(parts, id, branch, call)),
    createSnapshot: (project, branch, name, seconds, call = {}) =>
      tell(project, (id) => createSnapshot(parts, id, branch, name, seconds, call)),
    deleteSnapshot: (project, snapshot, call = {}) => tell(project, (id) => deleteSnapshot(parts, id, snapshot, call)),
    restoreSnapshot: (project, snapshot, name, call = {}) =>
      tell(project, (id) => restoreSnapshot(parts, id, snapshot, name, call)),
  };
}

/** What waits here comes first, then what Neon does and has done, newest first. */
async function listOperations(parts: NeonParts, projectId: string): Promise<readonly BranchOperation[]> {
  const answer = await parts.api.read((client, settings) =>
    client.listProjectOperations({ projectId: neonIdOf(parts, projectId), limit: 100 }, settings),
  );
  const begun = requireList(answer.operations, "operations").map((operation) => ({
    id: operation.id,
    branchId: operation.branch_id ?? null,
    action: wordsOf(operation.action),
    state: stateOf(operation.status),
    error: operation.error ?? null,
    createdAt: readableTime(operation.created_at),
    updatedAt: readableTime(operation.updated_at),
  }));
  return [...listWaiting(parts, projectId), ...begun].slice(0, 100);
}

function listWaiting(parts: NeonParts, projectId: string): readonly BranchOperation[] {
  return parts.queue
    .waitingOf(projectId)
    .map(({ id, branchId, action, since }) => ({ id, branchId, action, createdAt: since, updatedAt: since }))
    .map((change) => ({ ...change, state: "queued" as const, error: null }))
    .reverse();
}

function stateOf(status: string): BranchOperation["state"] {
  if (status === "scheduling") return "queued";
  if (status === "cancelled") return "cancelled";
  const state = operationState(status);
  if (state === "running") return "running";
  return state === "well" ? "finished" : "failed";
}

/** Several screens ask for the same list at once; those that ask while it is read share the answer. */
function shareReads<T>(read: (projectId: string) => Promise<T>): (projectId: string) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  return (projectId) => {
    const known = running.get(projectId);
    if (known !== undefined) return known;
    const reading = read(projectId).finally(() => running.delete(projectId));
    running.set(projectId, reading);
    return reading;
  };
}
