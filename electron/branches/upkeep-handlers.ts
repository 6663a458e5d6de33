import type { BranchCapability } from "../../shared/branches/model.ts";
import type { upkeepContract } from "../../shared/branches/upkeep-contract.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { ControlPlane } from "../control-planes/control-plane.ts";
import type { Handlers } from "../ipc/handlers.ts";
import { requireTypedName } from "./require-typed-name.ts";
import { toCall } from "./to-call.ts";

/** Answers what is asked about consumption, schedules and masking; `unsupported`, with the plane's reason, where it cannot. */
export function createUpkeepHandlers(
  controlPlaneOf: (projectId: string) => ControlPlane,
): Handlers<typeof upkeepContract> {
  return {
    "branches.consumption": ({ projectId, window }) =>
      need(controlPlaneOf(projectId), "usage", (plane) => plane.readConsumption?.(projectId, window)),
    "branches.snapshotSchedule": ({ projectId, branchId }) =>
      need(controlPlaneOf(projectId), "snapshotSchedule", (plane) => plane.readSnapshotSchedule?.(projectId, branchId)),
    "branches.setSnapshotSchedule": async ({ projectId, branchId, schedule }, context) => {
      await need(controlPlaneOf(projectId), "snapshotSchedule", (plane) =>
        plane.setSnapshotSchedule?.(projectId, branchId, schedule, toCall(context)),
      );
      return null;
    },
    "branches.masking": ({ projectId, branchId }) =>
      need(controlPlaneOf(projectId), "masking", (plane) => plane.readMasking?.(projectId, branchId)),
    "branches.setMaskingRules": async ({ projectId, branchId, rules }, context) => {
      await need(controlPlaneOf(projectId), "masking", (plane) =>
        plane.setMaskingRules?.(projectId, branchId, rules, toCall(context)),
      );
      return null;
    },
    "branches.mask": async ({ projectId, branchId, confirmName }, context) => {
      const plane = controlPlaneOf(projectId);
      await requireTypedName(plane, projectId, branchId, confirmName, "mask");
      return await need(plane, "masking", () => plane.maskBranch?.(projectId, branchId, toCall(context)));
    },
    "snapshots.restoreOver": async ({ projectId, branchId, snapshotId, confirmName, preserveUnder }, context) => {
      const plane = controlPlaneOf(projectId);
      await requireTypedName(plane, projectId, branchId, confirmName, "restore");
      return await need(plane, "restoreSnapshotOver", () =>
        plane.restoreSnapshotOver?.(projectId, snapshotId, branchId, preserveUnder, toCall(context)),
      );
    },
  };
}

/** What the plane answers. Rejects with `unsupported` where it lacks the capability, with its own reason. */
async function need<Answer>(
  plane: ControlPlane,
  capability: BranchCapability,
  ask: (plane: ControlPlane) => Promise<Answer> | undefined,
): Promise<Answer> {
  const reason = plane.capabilities.missing[capability];
  const answer = reason === undefined ? ask(plane) : undefined;
  if (answer === undefined)
    throw new AppError("unsupported", reason ?? "The control plane of this project cannot do this.");
  return await answer;
}
