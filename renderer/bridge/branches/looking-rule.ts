import type { Branch } from "../../../shared/branches/model.ts";
import { awakeHourCost, type BranchPrices, dollarsText } from "../../../shared/branches/prices.ts";

/** How the monitor may look at a database: `always` repeats while it is shown; `asked` only when, and for as long as, a person says. */
export type LookingRule =
  | { readonly kind: "unknown" }
  | { readonly kind: "always" }
  | { readonly kind: "asked"; readonly branchName: string; readonly isAsleep: boolean };

/** Milliseconds from the end of a look to the next one. */
export const lookEveryMs = 2_000;

/** For how many minutes live mode can be asked for. */
export const liveMinutes = [5, 15, 60] as const;

/** The rule for a branch; null is a plain server. A compute that never sleeps by itself is not kept awake by being looked at. */
export function lookingRule(branch: Branch | null | undefined): LookingRule {
  if (branch === undefined) return { kind: "unknown" };
  if (branch === null) return { kind: "always" };
  const isAsleep = branch.compute === "suspended" || branch.compute === "suspending";
  if (branch.suspendAfterSeconds === null && !isAsleep) return { kind: "always" };
  return { kind: "asked", branchName: branch.name, isAsleep };
}

/** Whether opening the monitor looks once: only where that wakes nothing. */
export function mayLookOnOpening(rule: LookingRule): boolean {
  return rule.kind === "always" || (rule.kind === "asked" && !rule.isAsleep);
}

/** What so many minutes of live mode cost, in words; null where compute is not billed. */
export function liveCost(minutes: number, prices: BranchPrices | null): string | null {
  return prices === null ? null : dollarsText((awakeHourCost(prices) * minutes) / 60);
}

/** Milliseconds as "4:07". */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
