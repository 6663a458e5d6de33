// The embedded clusters as an account of Neon's on this computer: what users of Neon meet is what the sample workspace meets.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { formatNeonProjectId } from "../../../shared/accounts/neon-project-id.ts";
import type { Branch } from "../../../shared/branches/model.ts";
import type { ControlPlane, ControlPlaneCall } from "../control-plane.ts";
import type { EmbeddedControlPlane } from "../embedded/embedded-control-plane.ts";
import { openNeonControlPlane } from "../neon/neon-control-plane.ts";
import { PendingOperations } from "../neon/operations/pending-operations.ts";
import { startNeonApi } from "../neon-api/neon-api.ts";
import { AppCalls } from "./app-calls.ts";
import { attendPlane } from "./attend-plane.ts";

/** What is served, and who is told the key, so that it is in no log. */
export interface LoopbackOptions {
  readonly plane: EmbeddedControlPlane;
  readonly dataFolder: string;
  readonly keepSecret: (secret: string) => void;
  readonly log: (line: string) => void;
}

/** The control plane that the app uses. */
export interface LoopbackControlPlane extends ControlPlane {
  /** Closes the embedded control plane too: what is being made is cancelled, all computes stop. */
  close(): Promise<void>;
}

const accountId = "loopback";
const dayMs = 24 * 3600 * 1000;
/** The server is this process: asking it costs about a millisecond, and a copy takes as long as its disk does. */
const pace = { firstPollMs: 15, slowestPollMs: 100, requestsPerSecond: 1_000, timeoutMs: dayMs, patienceMs: dayMs };
/** The clusters' own rules hold, and the control plane says them. */
const rules = { longestLifeSeconds: null, keepsReplaced: false };

/**
 * Serves the embedded control plane as Neon's API on a loopback port, with a key that is in memory only, and reaches it by the
 * adapter for Neon. Connections go straight to the servers. Rejects with `fileSystem`.
 */
export async function openLoopbackControlPlane(options: LoopbackOptions): Promise<LoopbackControlPlane> {
  const { plane, dataFolder, keepSecret, log } = options;
  const secret = `napi_${randomBytes(32).toString("base64url")}`;
  keepSecret(secret);
  const calls = new AppCalls();
  const api = await startNeonApi({
    plane: attendPlane(plane, calls),
    keys: [{ secret, kind: "user", isOwn: true }],
    stateFile: join(dataFolder, "embedded", "neon-api.json"),
    // The names of hosts are a part of the API's answers; nothing in the app connects by them.
    dataPlane: { domain: "local.steward.localhost", port: 5432, hasPooler: false },
    log,
    intercept: calls.intercept,
  });
  const pending = new PendingOperations(join(dataFolder, "embedded", "pending-operations.json"));
  await pending.load();
  const adapter = openNeonControlPlane({
    accountId,
    apiUrl: api.url,
    readKey: async () => secret,
    readDataPlane: async () => null,
    pending,
    projects: () => [],
    log,
    pace,
    rules,
    headers: calls.headers,
  });
  return {
    ...createReads(plane, adapter),
    ...createChanges(plane, adapter, calls),
    close: async () => {
      adapter.close();
      await plane.close();
      await api.close();
    },
  };
}

const there = (projectId: string) => formatNeonProjectId({ accountId, neonId: projectId });
const here = (projectId: string) => projectId.replace(`neon:${accountId}:`, "");

/** Facts that Neon's branches do not have, or only roughly; see decision 0021. */
function addOwnFacts(listed: readonly Branch[], own: readonly Branch[]): readonly Branch[] {
  const known = new Map(listed.map((branch) => [branch.id, branch]));
  return own.map((branch) => {
    const { projectId, state, compute, computeError, parentTime, historyStart, restrictions, purpose } = branch;
    const seen = known.get(branch.id);
    if (!seen) return branch;
    const facts = { projectId, state, compute, computeError, parentTime, historyStart, restrictions, purpose };
    return { ...seen, ...facts, computeSize: null };
  });
}

type Adapter = ReturnType<typeof openNeonControlPlane>;

function createReads(plane: EmbeddedControlPlane, adapter: Adapter) {
  return {
    capabilities: plane.capabilities,
    listProjects: () => plane.listProjects(),
    listBranches: async (project) => {
      const [listed, own] = await Promise.all([adapter.listBranches(there(project)), plane.listBranches(project)]);
      return addOwnFacts(listed, own);
    },
    listRoles: (project) => adapter.listRoles(there(project)),
    listDatabases: (project, branch) => adapter.listDatabases(there(project), branch),
    listSnapshots: (project) => adapter.listSnapshots(there(project)),
    readMasking: (project, branch) => adapter.readMasking(there(project), branch),
    // The control plane's own journal also has what nobody asked for by the API: expiries, and what a kill left.
    listOperations: async (project) =>
      [...adapter.listWaiting(there(project)), ...(await plane.listOperations(project))].slice(0, 100),
    connectParameters: (...place) => plane.connectParameters(...place),
    connectionTarget: (...place) => plane.connectionTarget(...place),
    onChange: (listener) => {
      const ends = [plane.onChange(listener), adapter.onChange((project) => listener(here(project)))];
      return () => {
        for (const end of ends) end();
      };
    },
  } satisfies Partial<ControlPlane>;
}

function createChanges(plane: EmbeddedControlPlane, adapter: Adapter, calls: AppCalls) {
  const change = async (call: ControlPlaneCall | undefined, work: (call: ControlPlaneCall) => Promise<Branch>) => {
    const changed = await calls.pass(call ?? {}, work);
    const own = (await plane.listBranches(here(changed.projectId))).filter(({ id }) => id === changed.id);
    return addOwnFacts([changed], own)[0] ?? { ...changed, projectId: here(changed.projectId) };
  };
  return {
    createBranch: (request, call) =>
      change(call, (inner) => adapter.createBranch({ ...request, projectId: there(request.projectId) }, inner)),
    updateBranch: (project, branch, wanted, call) =>
      change(call, (inner) => adapter.updateBranch(there(project), branch, wanted, inner)),
    resetBranch: (project, branch, call) => change(call, (inner) => adapter.resetBranch(there(project), branch, inner)),
    restoreBranch: (project, branch, request, call) =>
      change(call, (inner) => adapter.restoreBranch(there(project), branch, request, inner)),
    startCompute: (project, branch, call) =>
      change(call, (inner) => adapter.startCompute(there(project), branch, inner)),
    suspendCompute: (project, branch, call) =>
      change(call, (inner) => adapter.suspendCompute(there(project), branch, inner)),
    deleteBranch: (project, branch, call = {}) =>
      calls.pass(call, (inner) => adapter.deleteBranch(there(project), branch, inner)),
    setMaskingRules: (project, branch, maskingRules, call = {}) =>
      calls.pass(call, (inner) => adapter.setMaskingRules(there(project), branch, maskingRules, inner)),
    maskBranch: (project, branch, call = {}) =>
      calls.pass(call, (inner) => adapter.maskBranch(there(project), branch, inner)),
    createSnapshot: (project, branch, name, seconds, call = {}) =>
      calls.pass(call, (inner) => adapter.createSnapshot(there(project), branch, name, seconds, inner)),
    deleteSnapshot: (project, snapshot, call = {}) =>
      calls.pass(call, (inner) => adapter.deleteSnapshot(there(project), snapshot, inner)),
    restoreSnapshot: (project, snapshot, name, call) =>
      change(call, (inner) => adapter.restoreSnapshot(there(project), snapshot, name, inner)),
  } satisfies Partial<ControlPlane>;
}
