import { describe, expect, it } from "vitest";
import { type Branch, unknownBranchFacts } from "./model.ts";
import {
  awakeHourCost,
  defaultBranchPrices,
  dollarsText,
  isBilled,
  projectMonthCost,
  storageMonthCost,
} from "./prices.ts";

const gb = 1024 ** 3;
const branch = (changes: Partial<Branch>): Branch => ({
  ...unknownBranchFacts,
  id: "b",
  projectId: "p",
  name: "b",
  parentId: null,
  parentLsn: null,
  isDefault: false,
  isProtected: false,
  state: "ready",
  compute: "active",
  computeError: null,
  createdAt: "2026-01-01T00:00:00Z",
  expiresAt: null,
  sizeBytes: 40 * gb,
  purpose: "work",
  ...changes,
});

describe("storageMonthCost", () => {
  it("takes a root by its size and a child by what was written, at most its size", () => {
    const child = { parentId: "main" };
    const costs = [
      branch({}),
      branch({ ...child, writtenBytes: 2 * gb }),
      branch({ ...child, writtenBytes: 90 * gb }),
      branch({ ...child, writtenBytes: null }),
      branch({ sizeBytes: null }),
    ].map((one) => storageMonthCost(one, defaultBranchPrices));
    expect(costs).toEqual([14, 0.7, 14, 14, null]);
  });
});

describe("projectMonthCost", () => {
  it("adds the branches beyond the included ones", () => {
    const prices = { ...defaultBranchPrices, includedBranches: 1, extraBranchMonth: 1.5 };
    expect(projectMonthCost([branch({}), branch({ parentId: "b", writtenBytes: 0 })], prices)).toBe(15.5);
    expect(projectMonthCost([branch({ sizeBytes: null })], prices)).toBe(0);
  });
});

describe("what is said of money", () => {
  it("is rounded to cents, and nothing is not a little", () => {
    expect([18.2, 0.004, 0, 0.005, 1234.5].map(dollarsText)).toEqual([
      "$18.20",
      "< $0.01",
      "$0.00",
      "$0.01",
      "$1234.50",
    ]);
    expect(awakeHourCost(defaultBranchPrices)).toBeCloseTo(0.0265);
  });

  it("is said of billed control planes only", () => {
    const missing = { usage: "not billed" };
    expect([
      isBilled({ kind: "neon", missing: {}, hasOwnRoles: true }),
      isBilled({ kind: "neon", missing, hasOwnRoles: true }),
      isBilled({ kind: "embedded", missing: {}, hasOwnRoles: true }),
    ]).toEqual([true, false, false]);
  });
});
