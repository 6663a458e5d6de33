import type { branchesContract } from "../../shared/branches/contract.ts";
import type { Branch } from "../../shared/branches/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { ControlPlane, ControlPlaneCall } from "../control-planes/control-plane.ts";
import type { Handlers, RequestContext } from "../ipc/handlers.ts";

/** What the handlers need. */
export interface BranchesDependencies {
  /** All control planes, in the order in which their projects are shown. */
  readonly controlPlanes: () => readonly ControlPlane[];
  /** The control plane of one project; throws `notFound`. */
  readonly controlPlaneOf: (projectId: string) => ControlPlane;
}

/** Answers the requests about projects and branches. A branch is deleted only when its name was typed once more. */
export function createBranchesHandlers(dependencies: BranchesDependencies): Handlers<typeof branchesContract> {
  const { controlPlanes, controlPlaneOf } = dependencies;
  return {
    "projects.list": async () => (await Promise.all(controlPlanes().map((plane) => plane.listProjects()))).flat(),
    "branches.list": async ({ projectId }) => inTreeOrder(await controlPlaneOf(projectId).listBranches(projectId)),
    "branches.create": (input, context) =>
      controlPlaneOf(input.projectId).createBranch({ ...input, purpose: "work" }, toCall(context)),
    "branches.start": ({ projectId, branchId }, context) =>
      controlPlaneOf(projectId).startCompute(projectId, branchId, toCall(context)),
    "branches.suspend": ({ projectId, branchId }, context) =>
      controlPlaneOf(projectId).suspendCompute(projectId, branchId, toCall(context)),
    "branches.delete": async ({ projectId, branchId, confirmName }, context) => {
      const plane = controlPlaneOf(projectId);
      const branch = (await plane.listBranches(projectId)).find((one) => one.id === branchId);
      if (!branch) throw new AppError("notFound", "This branch does not exist (any more).");
      if (branch.name !== confirmName)
        throw new AppError("refused", `To delete branch ${branch.name}, type its name exactly.`, {
          hint: "Its data is removed for good, so the name is asked for once more.",
        });
      await plane.deleteBranch(projectId, branchId, toCall(context));
      return null;
    },
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

function toCall({ signal, report }: RequestContext): ControlPlaneCall {
  return { signal, report };
}
