import { AppError } from "../../shared/ipc/app-error.ts";
import type { ControlPlane } from "../control-planes/control-plane.ts";

/** Rejects with `refused` unless the branch's name was typed once more, with `notFound` when it is gone. */
export async function requireTypedName(
  plane: ControlPlane,
  projectId: string,
  branchId: string,
  typed: string,
  action: "reset" | "restore" | "delete" | "mask",
): Promise<void> {
  const branch = (await plane.listBranches(projectId)).find((one) => one.id === branchId);
  if (!branch) throw new AppError("notFound", "This branch does not exist (any more).");
  if (branch.name !== typed) throw refuseName(`${action} branch ${branch.name}`);
}

/** A name that was typed wrongly. */
export function refuseName(action: string): AppError {
  return new AppError("refused", `To ${action}, type its name exactly.`, {
    hint: "What it holds now is removed, so the name is asked for once more.",
  });
}
