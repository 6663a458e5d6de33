import { describe, expect, it } from "vitest";
import { branchExample } from "../../../../shared/branches/testing/branch-example.ts";
import { changeDraft, changeOf, draftOf, suspendWords } from "./branch-change.ts";

const main = branchExample({ id: "main", isDefault: true });
const work = branchExample({ id: "work", suspendAfterSeconds: 300 });
const change = (patch: object) => changeOf({ ...draftOf(work), ...patch }, work, [main, work]);

describe("changeOf", () => {
  it("asks for what was changed and nothing else", () => {
    const ids = { projectId: "sample", branchId: "work" };
    expect([
      change({}),
      change({ name: " work " }),
      change({ name: "other", isProtected: true }),
      change({ lifetime: 3600, suspendAfter: "never" }),
      change({ lifetime: "never", isDefault: true }),
    ]).toEqual([
      { input: null, problem: null },
      { input: null, problem: null },
      { input: { ...ids, name: "other", isProtected: true }, problem: null },
      { input: { ...ids, timeToLiveSeconds: 3600, suspendAfterSeconds: null }, problem: null },
      { input: { ...ids, timeToLiveSeconds: null, isDefault: true }, problem: null },
    ]);
  });

  it("does not take a name of another branch", () => {
    expect(change({ name: "main", isProtected: true })).toEqual({
      input: null,
      problem: "A branch of this project has this name.",
    });
  });
});

it("keeps an ending branch that is protected or made the default, in the same change", () => {
  const ending = branchExample({ id: "ending", expiresAt: "2026-09-02T00:00:00Z" });
  const after = (branch: typeof work, patch: object) =>
    changeOf(changeDraft({ ...draftOf(branch), lifetime: 3600 }, patch, branch), branch, [main, branch]).input;
  expect([
    after(ending, { isProtected: true }),
    after(ending, { isDefault: true }),
    after(ending, {}),
    after(work, { name: "other" }),
  ]).toEqual([
    { projectId: "sample", branchId: "ending", isProtected: true, timeToLiveSeconds: null },
    { projectId: "sample", branchId: "ending", isDefault: true, timeToLiveSeconds: null },
    { projectId: "sample", branchId: "ending", timeToLiveSeconds: 3600 },
    { projectId: "sample", branchId: "work", name: "other", timeToLiveSeconds: 3600 },
  ]);
});

it("changes the size of a compute to one that can be had, and not to the one that it has", () => {
  const sized = { ...work, computeSize: { leastUnits: 0.25, mostUnits: 2 } };
  const inputs = [
    [0.25, 4],
    [0.25, 2],
    [4, 1],
  ].map(([leastUnits = 0, mostUnits = 0]) => {
    const draft = { ...draftOf(sized), name: "other", computeSize: { leastUnits, mostUnits } };
    return changeOf(draft, sized, [main, sized]).input;
  });
  const ids = { projectId: "sample", branchId: "work", name: "other" };
  expect(inputs).toEqual([{ ...ids, computeSize: { leastUnits: 0.25, mostUnits: 4 } }, ids, null]);
});

it("suspendWords says when, or that it does not", () => {
  expect([work, main].map(suspendWords)).toEqual(["after 5 m without work", "not by itself"]);
});
