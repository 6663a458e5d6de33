import { branchingOf } from "../../../shared/connections/branching-of.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { ControlPlane } from "../../control-planes/control-plane.ts";
import type { AppParts } from "./open-parts.ts";

/** Whose head a branch for a measurement copies: the reference's own branch, the project's default one without; null without branches. */
export function forkOf({ store, controlPlanes }: Pick<AppParts, "store" | "controlPlanes">) {
  return async ({ connectionId, branchId }: DatabaseRef) => {
    const branching = branchingOf(await store.find(connectionId));
    if (branching === null) return null;
    const { projectId, defaultBranchId } = branching;
    const controlPlane: ControlPlane = controlPlanes.of(projectId);
    return { controlPlane, projectId, parentId: branchId ?? defaultBranchId };
  };
}
