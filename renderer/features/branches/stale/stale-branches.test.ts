import { expect, it } from "vitest";
import { branchExample } from "../../../../shared/branches/testing/branch-example.ts";
import { findStaleBranches, type StaleRules, usualStaleRules } from "./stale-branches.ts";

const nowMs = Date.parse("2026-03-01T00:00:00Z");
const none: StaleRules = { olderThanDays: null, idleForDays: null, endlessAfterDays: null, leftOver: false };
const soon = "2026-03-09T00:00:00Z";
const old = branchExample({ id: "old", createdAt: "2026-01-20T00:00:00Z", expiresAt: soon });
const idle = branchExample({
  id: "idle",
  createdAt: "2026-02-20T00:00:00Z",
  expiresAt: soon,
  lastActiveAt: "2026-02-14T00:00:00Z",
});
const endless = branchExample({ id: "endless", createdAt: "2026-02-20T00:00:00Z" });
const rehearsal = branchExample({ id: "r", createdAt: "2026-02-28T22:00:00Z", expiresAt: soon, purpose: "rehearsal" });
const fresh = branchExample({ id: "fresh", createdAt: "2026-02-28T23:30:00Z", expiresAt: soon, purpose: "past" });
const found = (branches: Parameters<typeof findStaleBranches>[0], rules = usualStaleRules) =>
  findStaleBranches(branches, rules, nowMs).stale.map(({ branch, reasons }) => [branch.id, ...reasons]);

it("names every rule that a branch meets", () => {
  expect(found([old, idle, endless, rehearsal, fresh])).toEqual([
    ["old", "40 d old"],
    ["idle", "no work for 15 d"],
    ["endless", "has no end"],
    ["r", "left over from a rehearsal"],
  ]);
  expect(found([{ ...old, expiresAt: null, lastActiveAt: old.createdAt }])).toEqual([
    ["old", "40 d old", "no work for 40 d", "has no end"],
  ]);
});

it("finds nothing by rules that are off, and takes a limit as more than so many days", () => {
  expect(found([old, idle, endless, rehearsal], none)).toEqual([]);
  expect(found([old], { ...none, olderThanDays: 40 })).toEqual([]);
  expect(found([old], { ...none, olderThanDays: 39 })).toEqual([["old", "40 d old"]]);
});

it("never offers the default branch, a protected one, a parent, or one that is worked on", () => {
  const kept = [
    { ...old, id: "main", isDefault: true },
    { ...old, id: "kept", isProtected: true },
    { ...old, id: "parent" },
    { ...old, id: "busy", state: "resetting" as const },
    { ...old, id: "held", restrictions: [{ action: "delete" as const, reason: "It is held." }] },
  ];
  const { stale, staying } = findStaleBranches([...kept, { ...fresh, parentId: "parent" }], usualStaleRules, nowMs);
  expect([stale, staying.map(({ branch, why }) => [branch.id, why])]).toEqual([
    [],
    [
      ["main", "This is the project's default branch. It cannot be deleted."],
      ["kept", "This branch is protected. It cannot be deleted."],
      ["parent", "A branch was made from it (fresh). Delete that one first."],
      ["busy", "It is being worked on."],
      ["held", "It is held."],
    ],
  ]);
});
