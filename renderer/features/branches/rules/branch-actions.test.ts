import { describe, expect, it } from "vitest";
import { blastRadius, whyNotDelete, whyNotFork, whyNotStart, whyNotSuspend } from "./branch-actions.ts";
import { branchExample } from "./branch-example.ts";

const capabilities = {
  kind: "embedded",
  missing: {},
  hasOwnRoles: false,
} as const;

describe("whyNotDelete", () => {
  it("refuses default and protected branches, and those with children", () => {
    const main = branchExample({ id: "main", isDefault: true });
    const kept = branchExample({ id: "kept", isProtected: true });
    const parent = branchExample({ id: "parent" });
    const children = [
      branchExample({ id: "x", parentId: "parent" }),
      branchExample({ id: "y", parentId: "parent" }),
      branchExample({ id: "z", parentId: "parent", state: "deleting" }),
    ];
    expect(whyNotDelete(main, [main])).toContain("default branch");
    expect(whyNotDelete(kept, [kept])).toContain("protected");
    expect(whyNotDelete(parent, [parent, ...children])).toBe(
      "2 branches were made from it (x, y). Delete those first.",
    );
    expect(whyNotDelete(parent, [parent])).toBeNull();
  });
});

describe("starting, suspending and forking", () => {
  it("follows the compute and the state of the branch", () => {
    const awake = branchExample({ id: "awake" });
    const asleep = branchExample({ id: "asleep", compute: "suspended" });
    const broken = branchExample({ id: "broken", state: "failed", compute: "failed" });
    expect([whyNotStart(awake), whyNotStart(asleep), whyNotStart(broken)]).toEqual([
      "Its compute is awake.",
      null,
      "It failed. Delete it and create it again.",
    ]);
    expect([whyNotSuspend(awake, capabilities), whyNotSuspend(asleep, capabilities)]).toEqual([
      null,
      "Its compute is suspended.",
    ]);
    expect(whyNotSuspend(awake, { ...capabilities, missing: { suspend: "It cannot suspend." } })).toBe(
      "It cannot suspend.",
    );
    expect([whyNotFork(awake), whyNotFork(branchExample({ id: "new", state: "creating" }))]).toEqual([
      null,
      "It is being created.",
    ]);
  });
});

describe("blastRadius", () => {
  it("counts what this window has open and says what stays", () => {
    expect(blastRadius(branchExample({ id: "b", parentId: "main", compute: "suspended" }), 1)).toEqual([
      "All databases and rows of this branch; there is no copy to come back to.",
      "One open tab of this window leads to it.",
      "Its parent is not touched.",
    ]);
  });
});
