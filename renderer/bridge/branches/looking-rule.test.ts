import { describe, expect, it } from "vitest";
import { defaultBranchPrices } from "../../../shared/branches/prices.ts";
import { branchExample } from "../../../shared/branches/testing/branch-example.ts";
import { countdown, liveCost, lookingRule, mayLookOnOpening } from "./looking-rule.ts";

describe("lookingRule", () => {
  it("repeats on plain servers and computes that never sleep, asks on the others, and opens nothing that sleeps", () => {
    const cases = [
      undefined,
      null,
      branchExample({ id: "b", suspendAfterSeconds: null, compute: "active" }),
      branchExample({ id: "b", suspendAfterSeconds: 300, compute: "active" }),
      branchExample({ id: "b", suspendAfterSeconds: 300, compute: "suspended" }),
      branchExample({ id: "b", suspendAfterSeconds: null, compute: "suspended" }),
    ].map(lookingRule);
    expect(cases.map((rule) => [rule.kind, mayLookOnOpening(rule)])).toEqual([
      ["unknown", false],
      ["always", true],
      ["always", true],
      ["asked", true],
      ["asked", false],
      ["asked", false],
    ]);
  });

  it("says what live mode costs, and how long it goes on", () => {
    expect([liveCost(60, defaultBranchPrices), liveCost(5, defaultBranchPrices), liveCost(5, null)]).toEqual([
      "$0.03",
      "< $0.01",
      null,
    ]);
    expect([countdown(247_100), countdown(-5), countdown(3_600_000)]).toEqual(["4:08", "0:00", "60:00"]);
  });
});
