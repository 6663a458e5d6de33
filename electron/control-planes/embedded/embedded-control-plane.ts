import type { Branch, Project } from "../../../shared/branches/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ConnectParameters } from "../../postgres/session.ts";
import type { ControlPlane, ControlPlaneCall } from "../control-plane.ts";
import { embeddedCapabilities, refuseMissing, toBranch, toProject } from "./branch-view.ts";
import { startExpiry } from "./expiry.ts";
import { createBranch } from "./operations/create-branch.ts";
import { createProject, type ProjectRequest } from "./operations/create-project.ts";
import { deleteBranch } from "./operations/delete-branch.ts";
import { Plane, type PlaneLimits } from "./plane.ts";
import { recover } from "./recover.ts";
import { prepareServerBinaries, removeOtherCopies } from "./server/binaries.ts";
import { findServerUser } from "./server/server-user.ts";
import { createLayout, prepareLayout } from "./state/layout.ts";
import { ProjectStore } from "./state/project-store.ts";
import { createSizes } from "./state/sizes.ts";

/** Real Postgres clusters on this computer, one for each branch. */
export interface EmbeddedControlPlane extends ControlPlane {
  /** Makes a project with its default branch `main`, running. `conflict` when the id is taken. */
  createProject(request: ProjectRequest, call?: ControlPlaneCall): Promise<Project>;
  /** Fields to connect as the bootstrap superuser: for the app's own provisioning only. */
  adminParameters(projectId: string, branchId: string, database: string): Promise<ConnectParameters>;
  /** Cancels what is being made, stops all computes; resolves when nothing runs any more. */
  close(): Promise<void>;
}

/** Where the clusters are kept and who is told what happens to them. */
export interface EmbeddedOptions {
  /** Held by this process (`acquireDataFolder`): two control planes on one folder would stop each other's servers. */
  readonly dataFolder: string;
  readonly log: (line: string) => void;
  readonly limits?: Partial<PlaneLimits>;
}

const defaultLimits: PlaneLimits = { maxBranches: 50, maxRunning: 16 };

/**
 * Opens the clusters of a data folder and puts in order what a killed app left; starts none of them. Rejects with
 * `unsupported` (later format, no server for this platform), `fileSystem`, `diskFull`.
 */
export async function openEmbeddedControlPlane(options: EmbeddedOptions): Promise<EmbeddedControlPlane> {
  const user = findServerUser();
  const layout = createLayout(options.dataFolder);
  await prepareLayout(options.dataFolder, layout, user);
  const [binaries, store] = await Promise.all([
    prepareServerBinaries(layout.binariesFolder, user),
    ProjectStore.load(layout),
  ]);
  const listeners = new Set<(projectId: string) => void>();
  const changed = (projectId: string) => {
    for (const listener of listeners) listener(projectId);
    expiry.refresh();
  };
  const expiry = { refresh: (): void => undefined, stop: (): void => undefined };
  const limits = { ...defaultLimits, ...options.limits };
  const plane = new Plane({ store, layout, binaries, user, limits, log: options.log, changed });
  await recover(plane);
  await removeOtherCopies(layout.binariesFolder, binaries);
  Object.assign(expiry, startExpiry(plane));
  const close = async () => {
    expiry.stop();
    await plane.close();
  };
  return { ...createOperations(plane), onChange: (listener) => subscribe(listeners, listener), close };
}

function subscribe(listeners: Set<(projectId: string) => void>, listener: (projectId: string) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function createOperations(plane: Plane): Omit<EmbeddedControlPlane, "onChange" | "close"> {
  const { store, layout } = plane.parts;
  const sizes = createSizes(layout);
  const show = async (projectId: string, branchId: string): Promise<Branch> => {
    const branch = store.findBranch(projectId, branchId);
    const isSteady = branch.state === "ready";
    const sizeBytes = isSteady ? await sizes.measure(branchId) : null;
    return toBranch(plane, store.findProject(projectId), branch, sizeBytes);
  };
  const connectParameters: EmbeddedControlPlane["connectParameters"] = async (
    projectId,
    branchId,
    database,
    role,
    call,
  ) => {
    const project = requireReady(plane, projectId, branchId);
    return await unlessCancelled(
      plane.parameters(projectId, branchId, database, role ?? project.roles[0] ?? ""),
      call?.signal,
    );
  };
  return {
    capabilities: embeddedCapabilities,
    listProjects: async () =>
      store.projects
        .filter((project) => project.branches.some((branch) => branch.isDefault && branch.state === "ready"))
        .map((project) => toProject(plane, project)),
    listBranches: async (projectId) =>
      await Promise.all(store.findProject(projectId).branches.map((branch) => show(projectId, branch.id))),
    listRoles: async (projectId) => store.findProject(projectId).roles,
    listDatabases: async () => refuseMissing("usage"),
    listOperations: async () => [],
    listSnapshots: async () => [],
    updateBranch: async () => refuseMissing("rename"),
    resetBranch: async () => refuseMissing("reset"),
    restoreBranch: async () => refuseMissing("restore"),
    createSnapshot: async () => refuseMissing("snapshots"),
    deleteSnapshot: async () => refuseMissing("snapshots"),
    restoreSnapshot: async () => refuseMissing("snapshots"),
    connectionTarget: async () => refuseMissing("pooled"),
    createProject: (request, call = {}) => plane.track(() => createProject(plane, request, call)),
    createBranch: async (request, call = {}) => {
      if (request.point.kind === "time") refuseMissing("branchFromTime");
      if (request.point.kind === "lsn") refuseMissing("branchFromLsn");
      if (request.content !== "data") refuseMissing(request.content);
      const branch = await plane.track(() => createBranch(plane, request, call));
      return await show(request.projectId, branch.id);
    },
    startCompute: async (projectId, branchId, call) => {
      requireReady(plane, projectId, branchId);
      await unlessCancelled(plane.start(projectId, branchId), call?.signal);
      return await show(projectId, branchId);
    },
    suspendCompute: async (projectId, branchId) => {
      const branch = store.findBranch(projectId, branchId);
      const compute = plane.computeOf(projectId, branchId);
      if (branch.state === "creating" || compute.isHeld)
        throw new AppError("conflict", `Branch ${branch.name} is being copied.`, { hint: "Try again afterwards." });
      await compute.stop();
      return await show(projectId, branchId);
    },
    deleteBranch: (projectId, branchId) => plane.track(() => deleteBranch(plane, projectId, branchId)),
    connectParameters,
    adminParameters: async (projectId, branchId, database) => {
      requireReady(plane, projectId, branchId);
      return await plane.adminParameters(projectId, branchId, database);
    },
  };
}

function requireReady(plane: Plane, projectId: string, branchId: string): { readonly roles: readonly string[] } {
  const project = plane.parts.store.findProject(projectId);
  const branch = plane.parts.store.findBranch(projectId, branchId);
  plane.refuseUnsupported(project);
  if (branch.state === "ready") return project;
  throw new AppError("conflict", `Branch ${branch.name} is not ready (${branch.state}).`, {
    hint: branch.state === "creating" ? "Wait until it is made." : "Choose another branch.",
  });
}

/** Stops waiting when the caller gives up; the compute that others may wait for goes on starting. */
async function unlessCancelled<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return await work;
  return await new Promise<T>((resolve, reject) => {
    const give = () => reject(new AppError("cancelled", "Waiting for the compute was cancelled."));
    if (signal.aborted) give();
    signal.addEventListener("abort", give, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", give));
  });
}
