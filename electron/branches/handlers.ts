import type { branchesContract } from "../../shared/branches/contract.ts";
import type { Branch } from "../../shared/branches/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { ControlPlane } from "../control-planes/control-plane.ts";
import type { Handlers } from "../ipc/handlers.ts";
import { refuseName, requireTypedName } from "./require-typed-name.ts";
import { toCall } from "./to-call.ts";

/** What the handlers need. */
export interface BranchesDependencies {
  /** All control planes, in the order in which their projects are shown. */
  readonly controlPlanes: () => Promise<readonly ControlPlane[]>;
  /** The control plane of one project; throws `notFound`. */
  readonly controlPlaneOf: (projectId: string) => ControlPlane;
}

/** Past branches and connection strings have makers of their own. */
type BranchesRequests = Omit<
  typeof branchesContract,
  | "branches.openPast"
  | "branches.closePast"
  | "branches.connectionString"
  | "branches.takeConnectionString"
  | "branches.revealConnectionString"
>;

/** Answers the requests about projects and branches. A branch is deleted only when its name was typed once more. */
export function createBranchesHandlers(dependencies: BranchesDependencies): Handlers<BranchesRequests> {
  const { controlPlanes, controlPlaneOf } = dependencies;
  return {
    "projects.list": async () =>
      (await Promise.all((await controlPlanes()).map((plane) => plane.listProjects()))).flat(),
    "branches.list": async ({ projectId }) => inTreeOrder(await controlPlaneOf(projectId).listBranches(projectId)),
    "branches.databases": ({ projectId, branchId }) => controlPlaneOf(projectId).listDatabases(projectId, branchId),
    "branches.roles": ({ projectId }) => controlPlaneOf(projectId).listRoles(projectId),
    "branches.watch": async ({ projectId }) => {
      controlPlaneOf(projectId).watch?.(projectId);
      return null;
    },
    "branches.operations": ({ projectId }) => controlPlaneOf(projectId).listOperations(projectId),
    "branches.create": (input, context) =>
      controlPlaneOf(input.projectId).createBranch({ ...input, purpose: "work" }, toCall(context)),
    "branches.preflight": async ({ projectId, branchId, step }) =>
      (await controlPlaneOf(projectId).preflight?.(projectId, branchId, step)) ?? null,
    "branches.update": ({ projectId, branchId, ...change }, context) =>
      controlPlaneOf(projectId).updateBranch(projectId, branchId, change, toCall(context)),
    "branches.reset": async ({ projectId, branchId, confirmName, endSessions = [] }, context) => {
      const plane = controlPlaneOf(projectId);
      await requireTypedName(plane, projectId, branchId, confirmName, "reset");
      return await plane.resetBranch(projectId, branchId, { ...toCall(context), endSessions });
    },
    "branches.restore": async ({ projectId, branchId, confirmName, ...request }, context) => {
      const plane = controlPlaneOf(projectId);
      await requireTypedName(plane, projectId, branchId, confirmName, "restore");
      return await plane.restoreBranch(projectId, branchId, request, toCall(context));
    },
    "branches.start": ({ projectId, branchId }, context) =>
      controlPlaneOf(projectId).startCompute(projectId, branchId, toCall(context)),
    "branches.suspend": ({ projectId, branchId }, context) =>
      controlPlaneOf(projectId).suspendCompute(projectId, branchId, toCall(context)),
    "branches.delete": async ({ projectId, branchId, confirmName, endSessions = [] }, context) => {
      const plane = controlPlaneOf(projectId);
      await requireTypedName(plane, projectId, branchId, confirmName, "delete");
      await plane.deleteBranch(projectId, branchId, { ...toCall(context), endSessions });
      return null;
    },
    "snapshots.list": ({ projectId }) => controlPlaneOf(projectId).listSnapshots(projectId),
    "snapshots.create": ({ projectId, branchId, name, timeToLiveSeconds }, context) =>
      controlPlaneOf(projectId).createSnapshot(projectId, branchId, name, timeToLiveSeconds, toCall(context)),
    "snapshots.delete": async ({ projectId, snapshotId, confirmName }, context) => {
      const plane = controlPlaneOf(projectId);
      const snapshot = (await plane.listSnapshots(projectId)).find((one) => one.id === snapshotId);
      if (!snapshot) throw new AppError("notFound", "This snapshot does not exist (any more).");
      if (snapshot.name !== confirmName) throw refuseName(`delete snapshot ${snapshot.name}`);
      await plane.deleteSnapshot(projectId, snapshotId, toCall(context));
      return null;
    },
    "snapshots.restore": ({ projectId, snapshotId, name }, context) =>
      controlPlaneOf(projectId).restoreSnapshot(projectId, snapshotId, name, toCall(context)),
  };
}

/** Every parent before its children, siblings by age; a branch whose parent is unknown counts as a root. */
export function inTreeOrder(branches: readonly Branch[]): readonly Branch[] {
  const known = new Set(branches.map((branch) => branch.id));
  const byAge = [...branches].sort(
    (left, right) => compare(left.createdAt, right.createdAt) || compare(left.id, right.id),
  );
  const below = (parentId: string | null): readonly Branch[] =>
    byAge
      .filter(
        (branch) => (branch.parentId !== null && known.has(branch.parentId) ? branch.parentId : null) === parentId,
      )
      .flatMap((branch) => [branch, ...below(branch.id)]);
  return below(null);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
