import type { Branch, BranchDatabase, Project } from "../../../shared/branches/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ConnectParameters } from "../../postgres/session.ts";
import type { BranchUpkeep, ControlPlane, ControlPlaneCall } from "../control-plane.ts";
import { embeddedCapabilities, refuseMissing, toBranch, toProject } from "./branch-view.ts";
import { takeBase } from "./history/base-backups.ts";
import { maskBranch, readMasking, setMaskingRules } from "./masking/branch-masking.ts";
import {
  createRole,
  deleteRole,
  type RolePassword,
  resetRolePassword,
  rolePassword,
} from "./operations/branch-roles.ts";
import { createBranch, toNewBranch } from "./operations/create-branch.ts";
import { createProject, deleteProject, type ProjectRequest, renameProject } from "./operations/create-project.ts";
import { createDatabase, deleteDatabase, listDatabases, updateDatabase } from "./operations/databases.ts";
import { deleteBranch } from "./operations/delete-branch.ts";
import { resetBranch, restoreBranch } from "./operations/replace-content.ts";
import { createSnapshot, deleteSnapshot, listSnapshots, restoreSnapshot } from "./operations/snapshots.ts";
import { updateBranch } from "./operations/update-branch.ts";
import type { Plane } from "./plane.ts";
import { createSizes } from "./state/sizes.ts";

type MaskingMethod = "readMasking" | "setMaskingRules" | "maskBranch";

/** What the embedded control plane can do beyond what all can. */
export interface EmbeddedOperations
  extends Omit<ControlPlane, "onChange" | MaskingMethod>,
    Pick<BranchUpkeep, MaskingMethod> {
  /** Of the servers that new projects get. */
  readonly postgresMajor: number;
  /** Makes a project with its default branch, running. `conflict` when the id is taken. */
  createProject(request: ProjectRequest, call?: ControlPlaneCall): Promise<Project>;
  updateProject(projectId: string, change: { readonly name: string }): Promise<Project>;
  /** With all branches and snapshots. `refused` while a branch is protected. */
  deleteProject(projectId: string): Promise<void>;
  /** The login roles of one branch whose passwords are known; the owner first. */
  listBranchRoles(projectId: string, branchId: string): Promise<readonly string[]>;
  createRole(projectId: string, branchId: string, name: string): Promise<RolePassword>;
  /** What it owned goes to the owner; `refused` for the owner itself and for owners of databases. */
  deleteRole(projectId: string, branchId: string, name: string): Promise<void>;
  rolePassword(projectId: string, branchId: string, name: string): Promise<RolePassword>;
  /** The role's sessions are ended. */
  resetRolePassword(projectId: string, branchId: string, name: string): Promise<RolePassword>;
  createDatabase(projectId: string, branchId: string, database: BranchDatabase): Promise<BranchDatabase>;
  updateDatabase(projectId: string, branchId: string, name: string, change: Partial<BranchDatabase>): Promise<void>;
  /** Sessions on it are ended. */
  deleteDatabase(projectId: string, branchId: string, name: string): Promise<void>;
  /** Makes sure that the past can be reached from now on, without waiting until that happens by itself. */
  keepHistory(projectId: string, branchId: string, call?: ControlPlaneCall): Promise<void>;
  /** Fields to connect as the bootstrap superuser: for the app's own provisioning only. */
  adminParameters(projectId: string, branchId: string, database: string): Promise<ConnectParameters>;
}

/** The methods of the embedded control plane. */
export function createOperations(plane: Plane): EmbeddedOperations {
  const show = createShow(plane);
  return {
    capabilities: embeddedCapabilities,
    postgresMajor: plane.parts.binaries.major,
    ...createReading(plane, show),
    ...createBranchOperations(plane, show),
    ...createMasking(plane),
    ...createProvisioning(plane),
    ...createConnecting(plane),
    ...createSnapshotOperations(plane, show),
  };
}

type Show = (projectId: string, branchId: string) => Promise<Branch>;

function createShow(plane: Plane): Show {
  const { store, layout } = plane.parts;
  const sizes = createSizes(layout);
  return async (projectId, branchId) => {
    const branch = store.findBranch(projectId, branchId);
    const isSteady = branch.state === "ready";
    const sizeBytes = isSteady ? await sizes.measure(branchId) : null;
    return toBranch(plane, store.findProject(projectId), branch, sizeBytes);
  };
}

function createReading(plane: Plane, show: Show) {
  const { store, journal } = plane.parts;
  return {
    listProjects: async () =>
      store.projects
        .filter((project) => project.branches.some((branch) => branch.isDefault && isThere(branch.state)))
        .map((project) => toProject(plane, project)),
    listBranches: async (projectId) =>
      await Promise.all(store.findProject(projectId).branches.map((branch) => show(projectId, branch.id))),
    listRoles: async (projectId) => {
      const { branches, roles } = store.findProject(projectId);
      const main = branches.find((branch) => branch.isDefault);
      return main ? plane.rolesOf(projectId, main.id) : roles;
    },
    listBranchRoles: async (projectId, branchId) => plane.rolesOf(projectId, branchId),
    listDatabases: (projectId, branchId) => listDatabases(plane, projectId, branchId),
    listOperations: async (projectId) => {
      store.findProject(projectId);
      return journal.list(projectId, 100);
    },
  } satisfies Partial<EmbeddedOperations>;
}

function createBranchOperations(plane: Plane, show: Show) {
  const { store } = plane.parts;
  return {
    createBranch: async (request, call = {}) => {
      const { projectId } = request;
      return await show(projectId, await createBranch(plane, projectId, toNewBranch(plane, request), call));
    },
    updateBranch: async (projectId, branchId, change) => {
      await plane.operate(projectId, branchId, "update_branch", () => updateBranch(plane, projectId, branchId, change));
      return await show(projectId, branchId);
    },
    resetBranch: async (projectId, branchId, call = {}) => {
      await plane.disturb(branchId);
      await plane.operate(projectId, branchId, "reset_branch", () => resetBranch(plane, projectId, branchId, call));
      return await show(projectId, branchId);
    },
    restoreBranch: async (projectId, branchId, request, call = {}) => {
      await plane.disturb(branchId);
      const restore = () => restoreBranch(plane, projectId, branchId, request, call);
      await plane.operate(projectId, branchId, "restore_branch", restore);
      return await show(projectId, branchId);
    },
    startCompute: async (projectId, branchId, call) => {
      requireReady(plane, projectId, branchId);
      const start = () => plane.operate(projectId, branchId, "start_compute", () => plane.start(projectId, branchId));
      await unlessCancelled(start(), call?.signal);
      return await show(projectId, branchId);
    },
    suspendCompute: async (projectId, branchId) => {
      const branch = store.findBranch(projectId, branchId);
      await plane.disturb(branchId);
      if (branch.state === "creating" || plane.computeOf(projectId, branchId).isHeld)
        throw new AppError("conflict", `Branch ${branch.name} is being copied.`, { hint: "Try again afterwards." });
      await plane.operate(projectId, branchId, "suspend_compute", () => plane.suspend(projectId, branchId));
      return await show(projectId, branchId);
    },
    deleteBranch: async (projectId, branchId) => {
      await plane.disturb(branchId);
      await plane.operate(projectId, branchId, "delete_branch", () => deleteBranch(plane, projectId, branchId));
    },
  } satisfies Partial<EmbeddedOperations>;
}

function createSnapshotOperations(plane: Plane, show: Show) {
  const { store } = plane.parts;
  return {
    listSnapshots: async (projectId) => listSnapshots(plane, projectId),
    createSnapshot: async (projectId, branchId, name, timeToLiveSeconds, call = {}) => {
      store.findBranch(projectId, branchId);
      const create = () => createSnapshot(plane, projectId, branchId, { name, timeToLiveSeconds }, call);
      const id = await plane.operate(projectId, branchId, "create_snapshot", create);
      const made = listSnapshots(plane, projectId).find((snapshot) => snapshot.id === id);
      if (!made) throw new AppError("notFound", "This snapshot does not exist (any more).");
      return made;
    },
    deleteSnapshot: async (projectId, snapshotId) => {
      const { branchId } = store.findSnapshot(projectId, snapshotId);
      const remove = () => deleteSnapshot(plane, projectId, snapshotId);
      await plane.operate(projectId, branchId, "delete_snapshot", remove);
    },
    restoreSnapshot: async (projectId, snapshotId, name, call = {}) =>
      await show(projectId, await restoreSnapshot(plane, projectId, snapshotId, name, call)),
  } satisfies Partial<EmbeddedOperations>;
}

function createMasking(plane: Plane) {
  return {
    readMasking: async (projectId, branchId) => readMasking(plane, projectId, branchId),
    setMaskingRules: (projectId, branchId, rules) => setMaskingRules(plane, projectId, branchId, rules),
    maskBranch: async (projectId, branchId, call = {}) => {
      requireReady(plane, projectId, branchId);
      await plane.disturb(branchId);
      const mask = () => maskBranch(plane, projectId, branchId, call);
      await plane.operate(projectId, branchId, "mask_branch", mask);
      return readMasking(plane, projectId, branchId) ?? gone();
    },
  } satisfies Partial<EmbeddedOperations>;
}

function gone(): never {
  throw new AppError("notFound", "This branch does not exist (any more).", { hint: "Refresh the list." });
}

function createProvisioning(plane: Plane) {
  const operate = <T>(projectId: string, branchId: string, action: string, run: () => Promise<T>): Promise<T> => {
    requireReady(plane, projectId, branchId);
    return plane.operate(projectId, branchId, action, run);
  };
  return {
    createProject: (request, call = {}) => plane.track(() => createProject(plane, request, call)),
    updateProject: (projectId, { name }) => renameProject(plane, projectId, name),
    deleteProject: (projectId) => plane.track(() => deleteProject(plane, projectId)),
    createRole: (projectId, branchId, name) =>
      operate(projectId, branchId, "create_role", () => createRole(plane, projectId, branchId, name)),
    deleteRole: (projectId, branchId, name) =>
      operate(projectId, branchId, "delete_role", () => deleteRole(plane, projectId, branchId, name)),
    rolePassword: async (projectId, branchId, name) => rolePassword(plane, projectId, branchId, name),
    resetRolePassword: (projectId, branchId, name) =>
      operate(projectId, branchId, "reset_role_password", () => resetRolePassword(plane, projectId, branchId, name)),
    createDatabase: (projectId, branchId, database) =>
      operate(projectId, branchId, "create_database", () => createDatabase(plane, projectId, branchId, database)),
    updateDatabase: (projectId, branchId, name, change) =>
      operate(projectId, branchId, "update_database", () => updateDatabase(plane, projectId, branchId, name, change)),
    keepHistory: async (projectId, branchId, call = {}) => {
      requireReady(plane, projectId, branchId);
      await plane.track(() => takeBase(plane, projectId, branchId, call));
    },
    deleteDatabase: (projectId, branchId, name) =>
      operate(projectId, branchId, "delete_database", () => deleteDatabase(plane, projectId, branchId, name)),
  } satisfies Partial<EmbeddedOperations>;
}

function createConnecting(plane: Plane) {
  return {
    connectParameters: async (projectId, branchId, database, role, call) => {
      requireReady(plane, projectId, branchId);
      const wanted = role ?? plane.rolesOf(projectId, branchId)[0] ?? "";
      return await unlessCancelled(plane.parameters(projectId, branchId, database, wanted), call?.signal);
    },
    connectionTarget: async (projectId, branchId, database, role, isPooled) => {
      if (isPooled) refuseMissing("pooled");
      requireReady(plane, projectId, branchId);
      return plane.target(projectId, branchId, database, role);
    },
    adminParameters: async (projectId, branchId, database) => {
      requireReady(plane, projectId, branchId);
      return await plane.adminParameters(projectId, branchId, database);
    },
  } satisfies Partial<EmbeddedOperations>;
}

function isThere(state: Branch["state"]): boolean {
  return state === "ready" || state === "resetting" || state === "failed";
}

function requireReady(plane: Plane, projectId: string, branchId: string): void {
  const project = plane.parts.store.findProject(projectId);
  const branch = plane.parts.store.findBranch(projectId, branchId);
  plane.refuseUnsupported(project);
  if (branch.state === "ready") return;
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
