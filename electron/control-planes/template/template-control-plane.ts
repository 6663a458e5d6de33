import { join } from "node:path";
import type { Branch } from "../../../shared/branches/model.ts";
import { rootBranchId, templateProjectId } from "../../../shared/branches/template/project.ts";
import { AppError, isAppError } from "../../../shared/ipc/app-error.ts";
import type { ControlPlane, ControlPlaneCall } from "../control-plane.ts";
import { capabilitiesOf, refuseMissing, templateCapabilities } from "./capabilities.ts";
import { findDumpPrograms } from "./dump/dump-programs.ts";
import { startTemplateExpiry } from "./expiry.ts";
import { listProjectBranches, type UnderWay } from "./list-branches.ts";
import { changeBranch, deleteBranch, resetBranch } from "./operations/change-branch.ts";
import { createBranch, requirePossible } from "./operations/create-branch.ts";
import { lookAhead } from "./operations/look-ahead.ts";
import { BranchBook } from "./state/branch-book.ts";
import {
  findBranchDatabase,
  findSource,
  newBranchId,
  type ServerView,
  type TemplateParts,
  withServer,
} from "./template-server.ts";

/** Databases of plain servers as branches. */
export interface TemplateControlPlane extends ControlPlane {
  /** Stops the timer; what runs is finished first. */
  close(): Promise<void>;
}

/** What it needs of the app; see `TemplateParts`. */
export type TemplateOptions = Omit<TemplateParts, "book" | "changed"> & { readonly dataFolder: string };

/**
 * Opens the control plane of all connections whose databases are branches. Asks no server.
 */
export async function openTemplateControlPlane(options: TemplateOptions): Promise<TemplateControlPlane> {
  const { dataFolder, ...rest } = options;
  const listeners = new Set<(projectId: string) => void>();
  const changed = (projectId: string) => {
    for (const listener of listeners) listener(projectId);
    expiry.refresh();
  };
  const book = await BranchBook.load(join(dataFolder, "template-branches.json"), rest.log);
  const parts: TemplateParts = { ...rest, book, changed };
  const steps = createSteps(parts);
  const expiry = startTemplateExpiry({ book, log: parts.log, deleteExpired: steps.deleteExpired });
  return {
    ...createReads(parts, steps.underWay),
    ...steps.changes,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      expiry.stop();
      await steps.settled();
    },
  };
}

type Reads =
  | "capabilities"
  | "listProjects"
  | "listBranches"
  | "listRoles"
  | "listDatabases"
  | "listOperations"
  | "listSnapshots"
  | "connectParameters"
  | "connectionTarget"
  | "preflight";
type Changes = Exclude<keyof ControlPlane, Reads | "onChange">;

function createReads(parts: TemplateParts, underWay: UnderWay): Pick<ControlPlane, Reads> {
  const targetOf = async (projectId: string, branchId: string, role: string | undefined, call: ControlPlaneCall) => {
    const source = await findSource(parts, projectId);
    if (role !== undefined && role !== source.user)
      throw new AppError("unsupported", `No login is saved for the role ${role} on “${source.name}”.`, {
        hint: "Add a connection that logs in as this role.",
      });
    const parameters = await parts.parametersOf(source.connectionId, call.signal);
    if (branchId === rootBranchId) return parameters;
    // Asked each time: a name that was remembered could be another database by now.
    const find = async (view: ServerView) => findBranchDatabase(view, branchId).name;
    return { ...parameters, database: await withServer(parts, projectId, call, find) };
  };
  return {
    capabilities: templateCapabilities,
    listProjects: async () => {
      const sources = await parts.sources();
      await parts.book.keepOnly(sources.map(({ connectionId }) => templateProjectId(connectionId)));
      return await Promise.all(
        sources.map(async ({ connectionId, name }) => {
          const id = templateProjectId(connectionId);
          const { serverVersion, versionNumber } = parts.book.entryOf(id);
          const whyNoDump = versionNumber === null ? null : await reasonAgainstDump(parts, versionNumber);
          return {
            id,
            name,
            postgresVersion: serverVersion ?? "not asked yet",
            capabilities: capabilitiesOf(whyNoDump),
          };
        }),
      );
    },
    listBranches: (projectId) => listProjectBranches(parts, projectId, underWay),
    listRoles: async (projectId) => [(await findSource(parts, projectId)).user],
    listDatabases: (projectId, branchId) =>
      withServer(parts, projectId, {}, async (view) => {
        const { name, owner } = findBranchDatabase(view, branchId);
        return [{ name, owner }];
      }),
    listOperations: async (projectId) => parts.book.entryOf(projectId).operations,
    listSnapshots: async () => [],
    connectParameters: (projectId, branchId, _database, role, call = {}) => targetOf(projectId, branchId, role, call),
    connectionTarget: (projectId, branchId, _database, role, isPooled) =>
      isPooled ? refuseMissing("pooled") : targetOf(projectId, branchId, role, {}),
    preflight: (projectId, branchId, step) =>
      withServer(parts, projectId, {}, async (view) => {
        await parts.releaseSessions(view.source.connectionId);
        return await lookAhead(view, branchId, step);
      }),
  };
}

async function reasonAgainstDump(parts: TemplateParts, versionNumber: number): Promise<string | null> {
  try {
    await findDumpPrograms(Math.floor(versionNumber / 10_000), parts.environment);
    return null;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return `${error.message} ${error.hint ?? ""}`.trim();
  }
}

interface Steps {
  readonly changes: Pick<ControlPlane, Changes>;
  readonly underWay: UnderWay;
  deleteExpired(projectId: string, branchId: string): Promise<void>;
  settled(): Promise<void>;
}

/** Changes of a project go one after the other, each as an operation that the list shows. */
function createSteps(parts: TemplateParts): Steps {
  const queues = new Map<string, Promise<unknown>>();
  const underWay = new Map<string, Branch["state"]>();
  const names = new Map<string, { readonly name: string; readonly parentId: string; readonly projectId: string }>();
  const show = async (projectId: string, branchId: string): Promise<Branch> => {
    const branches = await listProjectBranches(parts, projectId, { stateOf: (id) => underWay.get(id), beingMade: [] });
    const found = branches.find(({ id }) => id === branchId);
    if (found) return found;
    throw new AppError("notFound", "This branch does not exist (any more).");
  };
  const step = async <T>(
    target: { readonly projectId: string; readonly branchId: string },
    action: string,
    state: Branch["state"] | null,
    run: () => Promise<T>,
  ): Promise<T> => {
    const { projectId, branchId } = target;
    const work = async () => {
      if (state !== null) underWay.set(branchId, state);
      try {
        parts.changed(projectId);
        return await parts.book.record(projectId, branchId, action, run);
      } finally {
        underWay.delete(branchId);
        names.delete(branchId);
        parts.changed(projectId);
      }
    };
    const result = (queues.get(projectId) ?? Promise.resolve()).then(work, work);
    queues.set(
      projectId,
      result.catch(() => undefined),
    ); // the caller of `result` sees the error
    return await result;
  };
  const onServer = (projectId: string, call: ControlPlaneCall, run: (view: ServerView) => Promise<void>) =>
    withServer(parts, projectId, call, run);
  const remove = (projectId: string, branchId: string, call: ControlPlaneCall) =>
    step({ projectId, branchId }, "delete branch", "deleting", () =>
      onServer(projectId, call, (view) => deleteBranch(parts, view, { projectId, branchId }, call)),
    );
  const changes: Pick<ControlPlane, Changes> = {
    createBranch: async (request, call = {}) => {
      requirePossible(request);
      const { projectId } = request;
      const branchId = newBranchId();
      names.set(branchId, { name: request.name, parentId: request.parentId, projectId });
      await step({ projectId, branchId }, "create branch", "creating", () =>
        onServer(projectId, call, async (view) => {
          await createBranch(parts, view, request, call, branchId);
        }),
      );
      return await show(projectId, branchId);
    },
    updateBranch: async (projectId, branchId, change, call = {}) => {
      await step({ projectId, branchId }, "change branch", null, () =>
        onServer(projectId, call, (view) => changeBranch(parts, view, { projectId, branchId }, change)),
      );
      return await show(projectId, branchId);
    },
    resetBranch: async (projectId, branchId, call = {}) => {
      await step({ projectId, branchId }, "reset branch", "resetting", () =>
        onServer(projectId, call, (view) => resetBranch(parts, view, { projectId, branchId }, call)),
      );
      return await show(projectId, branchId);
    },
    deleteBranch: (projectId, branchId, call = {}) => remove(projectId, branchId, call),
    restoreBranch: async () => refuseMissing("restore"),
    startCompute: (projectId, branchId) => show(projectId, branchId),
    suspendCompute: async () => refuseMissing("suspend"),
    createSnapshot: async () => refuseMissing("snapshots"),
    deleteSnapshot: async () => refuseMissing("snapshots"),
    restoreSnapshot: async () => refuseMissing("snapshots"),
  };
  return {
    changes,
    underWay: {
      stateOf: (branchId) => underWay.get(branchId),
      get beingMade() {
        return [...names].map(([id, one]) => ({ id, ...one }));
      },
    },
    deleteExpired: async (projectId, branchId) => {
      const branch = (await listProjectBranches(parts, projectId, { stateOf: () => undefined, beingMade: [] })).find(
        ({ id }) => id === branchId,
      );
      // Another Steward may have deleted it, or given it more time.
      if (!branch || branch.expiresAt === null || Date.parse(branch.expiresAt) > Date.now())
        return await parts.book.setExpiry(projectId, branchId, branch?.expiresAt ?? null);
      await remove(projectId, branchId, {});
      parts.log(`Deleted branch ${branch.name}, whose time was over.`);
    },
    settled: async () => {
      await Promise.all(queues.values());
    },
  };
}
