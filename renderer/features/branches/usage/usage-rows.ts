import type { Branch } from "../../../../shared/branches/model.ts";
import type { Consumption, ConsumptionWindow } from "../../../../shared/branches/upkeep-model.ts";
import { sumUsage, type UsageTotals } from "../../../../shared/branches/usage.ts";

/** A line of the table of what is used: the whole project, a branch, or one that is gone and was counted. */
export interface UsageRow {
  readonly key: string;
  readonly kind: "project" | "branch" | "gone";
  /** Of a branch that is gone, its id. */
  readonly name: string;
  /** As it is now; null when not known. */
  readonly sizeBytes: number | null;
  readonly writtenBytes: number | null;
  /** Null where nothing was asked or told. */
  readonly used: UsageTotals | null;
}

/** The project first, then its branches as they are listed, then those that are gone. */
export function usageRows(branches: readonly Branch[], consumption: Consumption | null): readonly UsageRow[] {
  const framesOf = (id: string) => consumption?.branches.find(({ branchId }) => branchId === id)?.frames;
  const known = new Set(branches.map(({ id }) => id));
  const gone = consumption?.branches.filter(({ branchId }) => !known.has(branchId)) ?? [];
  return [
    {
      key: "project",
      kind: "project",
      name: "The whole project",
      sizeBytes: wholeOf(branches.map(({ sizeBytes }) => sizeBytes)),
      writtenBytes: wholeOf(branches.map(({ writtenBytes }) => writtenBytes)),
      used: consumption && sumUsage(consumption.project),
    },
    ...branches.map(({ id, name, sizeBytes, writtenBytes }) => {
      const frames = framesOf(id);
      return {
        key: id,
        kind: "branch",
        name,
        sizeBytes,
        writtenBytes,
        used: frames ? sumUsage(frames) : null,
      } as const;
    }),
    ...gone.map(({ branchId, frames }) => {
      const nothing = { sizeBytes: null, writtenBytes: null };
      return { key: branchId, kind: "gone", name: branchId, ...nothing, used: sumUsage(frames) } as const;
    }),
  ];
}

/** A sum is known only when all of it is. */
function wholeOf(parts: readonly (number | null)[]): number | null {
  return parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0);
}

/** How far back is looked; what a control plane offers for each step. */
export const usageSpans = [
  { id: "day", label: "24 hours", granularity: "hourly", hours: 24 },
  { id: "month", label: "30 days", granularity: "daily", hours: 30 * 24 },
  { id: "year", label: "12 months", granularity: "monthly", hours: 365 * 24 },
] as const;
export type UsageSpan = (typeof usageSpans)[number];

/** Until the hour that began last: within an hour the same question is asked, and its answer kept. */
export function usageWindow({ granularity, hours }: UsageSpan, nowMs: number): ConsumptionWindow {
  const hourMs = 3_600_000;
  const to = Math.floor(nowMs / hourMs) * hourMs;
  return { from: new Date(to - hours * hourMs).toISOString(), to: new Date(to).toISOString(), granularity };
}

/** A number of some unit as people read it: 0 is nothing, and a little is not. */
export function amountText(amount: number): string {
  if (amount === 0) return "0";
  if (amount < 0.01) return "< 0.01";
  return amount.toFixed(amount < 100 ? 2 : 0);
}
