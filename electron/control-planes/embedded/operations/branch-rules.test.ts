import { describe, expect, it } from "vitest";
import { type BranchRecord, newBranchFacts } from "../state/state-format.ts";
import { findRestrictions, refuseRestricted } from "./branch-rules.ts";

const branch = (fields: Partial<BranchRecord>): BranchRecord => ({
  ...newBranchFacts,
  id: "b",
  name: "b",
  parentId: "main",
  parentLsn: null,
  isDefault: false,
  isProtected: false,
  state: "ready",
  createdAt: "2026-01-01T00:00:00.000Z",
  expiresAt: null,
  purpose: "work",
  port: null,
  passwords: {},
  ...fields,
});
const main = branch({ id: "main", name: "main", parentId: null, isDefault: true });
const child = branch({ id: "c", name: "c", parentId: "b" });
const actionsOf = (one: BranchRecord, all: readonly BranchRecord[] = [main, one]) =>
  findRestrictions(one, all)
    .map(({ action }) => action)
    .sort();

describe("what is refused for a branch", () => {
  it.each([
    ["a plain one", branch({}), [main], []],
    ["the default", main, [main], ["delete", "expire", "reset"]],
    ["a protected one", branch({ isProtected: true }), [main], ["delete", "expire", "reset", "restore"]],
    ["a parent", branch({}), [main, child], ["delete", "reset"]],
    ["one without a parent", branch({ parentId: null }), [main], ["reset"]],
    ["one that expires", branch({ expiresAt: "2030-01-01T00:00:00.000Z" }), [main], ["protect"]],
    ["one being made", branch({ state: "creating" }), [main], ["delete", "fork", "reset", "restore", "suspend"]],
    ["one being replaced", branch({ state: "resetting" }), [main], ["fork", "reset", "restore", "suspend"]],
  ] as const)("%s", (_, one, others, expected) => {
    expect(actionsOf(one, [...others, one])).toEqual(expected);
  });

  it("has its names in the reason, and waits where it is not ready", () => {
    const parent = branch({});
    const restriction = { action: "delete", reason: "Branch b has branches of its own: c." };
    expect(findRestrictions(parent, [main, parent, child])).toContainEqual(restriction);
    const refuse = (one: BranchRecord) => () => refuseRestricted("reset", one, [main, one]);
    expect(refuse(branch({}))).not.toThrow();
    expect(refuse(branch({ isProtected: true }))).toThrow(expect.objectContaining({ code: "refused" }));
    expect(refuse(branch({ state: "resetting" }))).toThrow(expect.objectContaining({ code: "conflict" }));
  });
});
