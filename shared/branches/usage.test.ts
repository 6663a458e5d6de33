import fc from "fast-check";
import { expect, it } from "vitest";
import { defaultBranchPrices } from "./prices.ts";
import { consumptionMetrics } from "./upkeep-model.ts";
import { keptByteMonths, sumUsage, transferBytes, usageCost } from "./usage.ts";

const frame = (metrics: object) => ({ start: "2026-11-01T00:00:00Z", end: "2026-11-02T00:00:00Z", metrics });
const gb = 1024 ** 3;

it("adds up what was counted, and leaves out what was not", () => {
  const totals = sumUsage([
    frame({ computeUnitSeconds: 3600, rootBranchByteMonths: gb }),
    frame({ computeUnitSeconds: 1800, childBranchByteMonths: gb / 2, publicTransferBytes: 0 }),
  ]);
  expect([totals, keptByteMonths(totals), transferBytes(totals), keptByteMonths({}), transferBytes({})]).toEqual([
    {
      computeUnitSeconds: 5400,
      rootBranchByteMonths: gb,
      childBranchByteMonths: gb / 2,
      publicTransferBytes: 0,
    },
    1.5 * gb,
    0,
    undefined,
    undefined,
  ]);
});

it("reckons with the prices, and knows no price of nothing", () => {
  const cost = (totals: object) => usageCost(totals, defaultBranchPrices);
  expect(cost({ computeUnitSeconds: 36_000 })).toBeCloseTo(1.06);
  expect(cost({ rootBranchByteMonths: gb, childBranchByteMonths: gb, historyByteMonths: gb })).toBeCloseTo(0.9);
  expect(cost({ snapshotByteMonths: 10 * gb })).toBeCloseTo(0.9);
  expect([cost({}), cost({ publicTransferBytes: 5 * gb }), cost({ computeUnitSeconds: 0 })]).toEqual([null, null, 0]);
});

it("is the same in one sum or in two", () => {
  const metrics = fc.dictionary(fc.constantFrom(...consumptionMetrics), fc.integer({ min: 0, max: 1e9 }));
  const frames = fc.array(metrics.map(frame));
  fc.assert(
    fc.property(frames, frames, (left, right) => {
      const parts = [sumUsage(left), sumUsage(right)].map(frame);
      expect(sumUsage(parts)).toEqual(sumUsage([...left, ...right]));
    }),
  );
});
