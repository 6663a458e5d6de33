import type { MaskingRule } from "../../../../shared/branches/model.ts";
import type { BranchMasking } from "../../../../shared/branches/upkeep-model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { ConnectParameters } from "../../../postgres/session.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { dropBases } from "../history/base-backups.ts";
import type { Plane } from "../plane.ts";
import type { BranchRecord, MaskingRecord } from "../state/state-format.ts";
import { maskRows } from "./mask-rows.ts";

/** An anonymised branch that nothing was masked on yet. */
export function newMasking(rules: readonly MaskingRule[]): MaskingRecord {
  return {
    ...{ state: "waiting", message: null, startedAt: null, maskedAt: null, maskedColumns: null },
    rules: [...rules],
  };
}

/** How an anonymised branch stands; null for any other. */
export function readMasking(plane: Plane, projectId: string, branchId: string): BranchMasking | null {
  const { masking } = plane.parts.store.findBranch(projectId, branchId);
  if (!masking) return null;
  return masking;
}

/** Replaces the rules; what is masked already stays masked. Rejects with `refused` for a branch that is no anonymised one. */
export async function setMaskingRules(
  plane: Plane,
  projectId: string,
  branchId: string,
  rules: readonly MaskingRule[],
): Promise<void> {
  await updateMasking(plane, projectId, branchId, (masking) => {
    refuseRunning(masking);
    return { ...masking, rules: [...rules] };
  });
}

/**
 * Masks the rows of a branch that is there, by its rules. Its history goes, because the rows of before are in it. Rejects with
 * `refused`, `conflict`, `cancelled`; the database that failed is as it was, others before it are masked.
 */
export async function maskBranch(
  plane: Plane,
  projectId: string,
  branchId: string,
  call: ControlPlaneCall,
): Promise<void> {
  const { store } = plane.parts;
  const startedAt = new Date().toISOString();
  await updateMasking(plane, projectId, branchId, (masking) => {
    refuseRunning(masking);
    return { ...masking, state: "masking", message: "Masking rows", startedAt };
  });
  const release = plane.computeOf(projectId, branchId).hold();
  const signal = AbortSignal.any([plane.closing.signal, ...(call.signal ? [call.signal] : [])]);
  try {
    const admin = await plane.adminParameters(projectId, branchId, "postgres");
    await maskByRules(admin, requireMasking(store.findBranch(projectId, branchId)).rules, { ...call, signal });
    await updateMasking(plane, projectId, branchId, (masking) => ({ ...masking, ...masked(masking.rules) }));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await updateMasking(plane, projectId, branchId, (masking) => ({ ...masking, state: "failed", message }));
    throw error;
  } finally {
    release();
  }
  await store.updateBranch(projectId, branchId, { bases: [] });
  await dropBases(plane, projectId, branchId);
}

/** Masks the rows of a copy that nobody can reach yet, and gives what is kept of it. */
export async function maskCopy(
  admin: ConnectParameters,
  masking: MaskingRecord,
  call: ControlPlaneCall,
): Promise<MaskingRecord> {
  const startedAt = new Date().toISOString();
  await maskByRules(admin, masking.rules, call);
  return { ...masking, startedAt, ...masked(masking.rules) };
}

/** What a killed app was masking: nobody knows how far it got. */
export function endMasking(branch: BranchRecord): MaskingRecord | undefined {
  if (branch.masking?.state !== "masking") return branch.masking;
  return { ...branch.masking, state: "failed", message: "Steward ended before the rows were masked. Mask them again." };
}

async function maskByRules(
  admin: ConnectParameters,
  rules: readonly MaskingRule[],
  call: ControlPlaneCall,
): Promise<void> {
  if (rules.length === 0)
    throw new AppError("refused", "There is no masking rule: every row would stay as it is.", {
      hint: "Name at least one column.",
    });
  await maskRows(admin, rules, call);
}

function masked(rules: readonly MaskingRule[]) {
  const maskedAt = new Date().toISOString();
  return { state: "masked", message: null, maskedAt, maskedColumns: rules.length } as const;
}

function refuseRunning({ state }: MaskingRecord): void {
  if (state === "masking")
    throw new AppError("conflict", "The rows are being masked.", { hint: "Try again afterwards." });
}

async function updateMasking(
  plane: Plane,
  projectId: string,
  branchId: string,
  change: (masking: MaskingRecord) => MaskingRecord,
): Promise<void> {
  const { store, changed } = plane.parts;
  await store.updateBranches(projectId, (branches) =>
    branches.map((branch) =>
      branch.id === branchId ? { ...branch, masking: change(requireMasking(branch)) } : branch,
    ),
  );
  changed(projectId);
}

function requireMasking({ name, masking }: BranchRecord): MaskingRecord {
  if (masking) return masking;
  throw new AppError("refused", `Branch ${name} was not made as an anonymised one.`, {
    hint: "Make an anonymised branch of it: masking a branch in place would change the rows of everybody who uses it.",
  });
}
