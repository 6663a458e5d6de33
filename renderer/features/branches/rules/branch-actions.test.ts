import { describe, expect, it } from "vitest";
import type { Branch } from "../../../../shared/branches/model.ts";
import { branchExample } from "../../../../shared/branches/testing/branch-example.ts";
import {
  whyNotDelete,
  whyNotExpire,
  whyNotFork,
  whyNotProtect,
  whyNotReset,
  whyNotRestore,
  whyNotSetDefault,
  whyNotStart,
  whyNotSuspend,
} from "./branch-actions.ts";

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

describe("replacing the content, and how long a branch lives", () => {
  const main = branchExample({ id: "main", isDefault: true });
  const work = branchExample({ id: "work", parentId: "main" });
  const place = (branch: Branch, branches = [main, work]) => ({ branch, branches, capabilities });

  it("needs a parent for a reset, and nothing that holds the branch", () => {
    const kept = branchExample({ id: "kept", parentId: "main", isProtected: true });
    const held = branchExample({
      id: "held",
      parentId: "main",
      restrictions: [
        { action: "reset", reason: "It is anonymised." },
        { action: "restore", reason: "A restore is going on." },
      ],
    });
    expect(
      [work, main, kept, held].map((branch) => [whyNotReset(place(branch)), whyNotRestore(place(branch))]),
    ).toEqual([
      [null, null],
      ["It has no parent to take its content from.", null],
      [
        "This branch is protected. Its content cannot be replaced.",
        "This branch is protected. Its content cannot be replaced.",
      ],
      ["It is anonymised.", "A restore is going on."],
    ]);
    expect(whyNotReset(place(work, [work]))).toBe("Its parent does not exist any more.");
  });

  it("says what the control plane lacks before anything else", () => {
    const missing = {
      reset: "No reset.",
      restore: "No restore.",
      expire: "No end.",
      protect: "No guard.",
      setDefault: "One only.",
    };
    const lacks = { ...place(work), capabilities: { ...capabilities, missing } };
    expect(
      [whyNotReset, whyNotRestore, whyNotExpire, whyNotProtect, whyNotSetDefault].map((why) => why(lacks)),
    ).toEqual(Object.values(missing));
  });

  it("lets only branches end that nothing needs", () => {
    const kept = branchExample({ id: "kept", isProtected: true });
    const parent = branchExample({ id: "parent" });
    const child = branchExample({ id: "child", parentId: "parent" });
    expect([work, main, kept].map((branch) => whyNotExpire(place(branch)))).toEqual([
      null,
      "The default branch does not end by itself.",
      "A protected branch does not end by itself.",
    ]);
    const rule = { action: "protect", reason: "It is deleted by itself later." } as const;
    const ending = branchExample({ id: "ending", expiresAt: "2026-09-02T00:00:00Z", restrictions: [rule] });
    expect([ending, { ...ending, expiresAt: null }].map((branch) => whyNotProtect(place(branch)))).toEqual([
      null,
      "It is deleted by itself later.",
    ]);
    expect(whyNotExpire(place(parent, [parent, child]))).toBe(
      "Branches were made from it, so it does not end by itself.",
    );
    expect([whyNotSetDefault(place(main)), whyNotSetDefault(place(work)), whyNotProtect(place(main))]).toEqual([
      "It is the default branch. Another one becomes it from its own details.",
      null,
      null,
    ]);
  });
});
