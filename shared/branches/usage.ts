import type { BranchPrices } from "./prices.ts";
import { type ConsumptionFrame, type ConsumptionMetric, consumptionMetrics } from "./upkeep-model.ts";

/** What was counted over some time. A metric that no frame has is absent, which is not nothing. */
export type UsageTotals = Readonly<Partial<Record<ConsumptionMetric, number>>>;

/** Adds frames up. */
export function sumUsage(frames: readonly ConsumptionFrame[]): UsageTotals {
  const sums = consumptionMetrics.map((metric) => {
    const counted = frames.flatMap(({ metrics }) => metrics[metric] ?? []);
    return [metric, counted.length === 0 ? undefined : counted.reduce((sum, value) => sum + value, 0)] as const;
  });
  return Object.fromEntries(sums.filter(([, sum]) => sum !== undefined));
}

/** Bytes times months of the branches themselves; undefined where neither kind of branch was counted. */
export function keptByteMonths({ rootBranchByteMonths: root, childBranchByteMonths: child }: UsageTotals) {
  return root === undefined && child === undefined ? undefined : (root ?? 0) + (child ?? 0);
}

/** Bytes that went in or out, over public and private networks. */
export function transferBytes({ publicTransferBytes: open, privateTransferBytes: own }: UsageTotals) {
  return open === undefined && own === undefined ? undefined : (open ?? 0) + (own ?? 0);
}

/**
 * Dollars for what was used, traffic and further branches left out; null where nothing that has a price was counted. What
 * was not counted adds nothing, so this is the least.
 */
export function usageCost(totals: UsageTotals, prices: BranchPrices): number | null {
  const gb = 1024 ** 3;
  const parts = [
    [totals.computeUnitSeconds, prices.computeUnitHour / 3600],
    [keptByteMonths(totals), prices.storageGbMonth / gb],
    [totals.historyByteMonths, prices.historyGbMonth / gb],
    [totals.snapshotByteMonths, prices.snapshotGbMonth / gb],
  ] as const;
  const counted = parts.flatMap(([amount, price]) => (amount === undefined ? [] : [amount * price]));
  return counted.length === 0 ? null : counted.reduce((sum, dollars) => sum + dollars, 0);
}
