import { z } from "zod";
import type { Branch, ControlPlaneCapabilities } from "./model.ts";

/** What a billed control plane asks for, in US dollars. People change it: lists of prices age. */
export const branchPricesSchema = z.object({
  /** The day on which somebody looked at the list of prices: `2026-03-31`. */
  asOf: z.iso.date(),
  /** For each GB (1024³ bytes) kept for a month: a root branch's size, of another what was written on it. */
  storageGbMonth: z.number().min(0),
  /** For each compute unit that is awake for an hour. */
  computeUnitHour: z.number().min(0),
  /** The compute units that an awake branch is reckoned with. */
  computeUnits: z.number().min(0),
  /** For each branch beyond the included ones, for a month. */
  extraBranchMonth: z.number().min(0),
  includedBranches: z.int().min(0),
  /** For each GB of the log from which the past is made, kept for a month. Absent in what older versions kept. */
  historyGbMonth: z.number().min(0).default(0.2),
  /** For each GB of snapshots kept for a month. */
  snapshotGbMonth: z.number().min(0).default(0.09),
});

/** See `branchPricesSchema`. */
export type BranchPrices = z.infer<typeof branchPricesSchema>;

/** Neon's Launch plan as its documentation said in March 2026, with the smallest compute. */
export const defaultBranchPrices: BranchPrices = {
  asOf: "2026-03-31",
  storageGbMonth: 0.35,
  computeUnitHour: 0.106,
  computeUnits: 0.25,
  extraBranchMonth: 1.5,
  includedBranches: 10,
  historyGbMonth: 0.2,
  snapshotGbMonth: 0.09,
};

/** Whether branches there cost money at all. */
export function isBilled(capabilities: ControlPlaneCapabilities): boolean {
  return capabilities.kind === "neon" && capabilities.missing.usage === undefined;
}

/**
 * Dollars for keeping `branch` a month as it is now: a root is billed by its size, another by what differs from its
 * parent, which is at most what was written on it and at most its size. Null while the size is not known. Compute is apart.
 */
export function storageMonthCost(branch: Branch, prices: BranchPrices): number | null {
  if (branch.sizeBytes === null) return null;
  const written = branch.parentId === null ? branch.sizeBytes : (branch.writtenBytes ?? branch.sizeBytes);
  return (Math.min(written, branch.sizeBytes) / 1024 ** 3) * prices.storageGbMonth;
}

/** Dollars for an hour in which a branch's compute is awake. */
export function awakeHourCost(prices: BranchPrices): number {
  return prices.computeUnits * prices.computeUnitHour;
}

/** Dollars a month for keeping all branches of a project, those beyond the included ones among them. */
export function projectMonthCost(branches: readonly Branch[], prices: BranchPrices): number {
  const storage = branches.reduce((sum, branch) => sum + (storageMonthCost(branch, prices) ?? 0), 0);
  return storage + Math.max(0, branches.length - prices.includedBranches) * prices.extraBranchMonth;
}

/** 18.2 as "$18.20"; what is less than a cent but not nothing as "< $0.01". */
export function dollarsText(dollars: number): string {
  return dollars > 0 && dollars < 0.005 ? "< $0.01" : `$${dollars.toFixed(2)}`;
}
