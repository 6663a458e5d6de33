import type { Branching } from "../../../shared/connections/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import type { ControlPlane } from "../../control-planes/control-plane.ts";
import { withLedgerErrors } from "../ledger/ledger-error.ts";
import { readLedgerRequest } from "../ledger/read-requests.ts";
import { actingOptions, becomeOwner, type Target } from "../ledger/target.ts";
import { takeApplyLock } from "./apply-lock.ts";

/** A way back that takes everything back. */
export interface TargetRestore {
  readonly target: Target;
  readonly plane: ControlPlane;
  readonly branching: Branching;
  readonly requestId: string;
  readonly restorePointId: string;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

/**
 * Gives the target's branch the content of a restore point. All that was written since is left behind, the ledger's
 * rows too: the state until now is kept as a branch, and the ledger's first row afterwards says which and up to where.
 * Rejects with `conflict` (somebody applies), `notFound` (no such point) and the control plane's errors.
 */
export async function restoreTarget(restore: TargetRestore): Promise<void> {
  const { target, plane, branching, requestId, restorePointId, signal, report } = restore;
  const { projectId, defaultBranchId } = branching;
  const found = await target.databases.write(target.ref, actingOptions(target, "restore", signal), async (session) => {
    await takeApplyLock(session);
    const request = await readLedgerRequest(session, requestId);
    const point = request.restorePoints.find(({ id }) => id === restorePointId);
    if (!point)
      throw new AppError("notFound", "The ledger knows no such restore point of this request.", {
        hint: "Read the change request again.",
      });
    const head = await session.query("SELECT sequence, hash FROM steward.event ORDER BY sequence DESC LIMIT 1");
    return { point, sequence: head.rows[0]?.[0] ?? "0", hash: head.rows[0]?.[1] ?? "" };
  });
  const keptUnder = `until-restore-${new Date().toISOString().slice(0, 19).replaceAll(/[:T]/g, "-")}`;
  const wanted = {
    sourceBranchId: found.point.referenceId,
    point: { kind: "head" },
    preserveUnder: keptUnder,
  } as const;
  await plane.restoreBranch(projectId, defaultBranchId, wanted, { signal, report });
  report({ step: "recording it in the ledger" });
  await target.databases.write(target.ref, actingOptions(target, "restore"), async (session) => {
    await takeApplyLock(session);
    await becomeOwner(session);
    const values = [requestId, found.point.name, keptUnder, found.sequence, found.hash];
    await withLedgerErrors(() => session.execute("SELECT steward.record_restored($1, $2, $3, $4, $5)", values));
  });
}
