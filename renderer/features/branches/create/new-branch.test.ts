import { describe, expect, it } from "vitest";
import type { Project } from "../../../../shared/branches/model.ts";
import { branchExample } from "../../../../shared/branches/testing/branch-example.ts";
import { localTimeOf, newPointDraft } from "../rules/branch-point.ts";
import { checkNewBranch, emptyRule, type NewBranchDraft } from "./new-branch.ts";

const nowMs = Date.parse("2026-09-01T12:00:00Z");
const main = branchExample({ id: "main", isDefault: true });
const project: Project = {
  id: "p",
  name: "p",
  postgresVersion: "18",
  capabilities: { kind: "neon", missing: {}, hasOwnRoles: true },
};
const draft: NewBranchDraft = {
  name: " try it ",
  parentId: "main",
  point: newPointDraft(main, nowMs),
  content: "data",
  rules: [],
  lifetime: 0,
  copy: "dump",
};
const check = (changes: Partial<NewBranchDraft>, of = project) =>
  checkNewBranch({ ...draft, ...changes }, of, [main], nowMs);

describe("checkNewBranch", () => {
  it("gives what is asked: a copy of now that lives a day", () => {
    expect(check({}).input).toEqual({
      projectId: "p",
      parentId: "main",
      name: "try it",
      point: { kind: "head" },
      content: "data",
      maskingRules: [],
      timeToLiveSeconds: 86_400,
    });
  });

  it("gives a branch no end where the control plane knows none", () => {
    const endless = { ...project, capabilities: { ...project.capabilities, missing: { expire: "No." } } };
    expect(check({}, endless).input?.timeToLiveSeconds).toBeNull();
  });

  it("says how to copy where a server has two ways", () => {
    const plain = { ...project, capabilities: { ...project.capabilities, kind: "template" as const } };
    const missing = { schemaOnly: "This needs pg_dump." };
    const bare = { ...plain, capabilities: { ...plain.capabilities, missing } };
    const copies = [check({}, plain), check({}, bare), check({})].map(({ input }) => input?.copy);
    expect(copies).toEqual(["dump", "template", undefined]);
  });

  it("names every problem at once", () => {
    const point = { ...draft.point, kind: "time" as const, localTime: localTimeOf(nowMs + 1000) };
    expect(check({ name: "main", parentId: "gone", point, content: "anonymised" }).problems).toEqual({
      name: "A branch of this project has this name.",
      parent: "Choose the branch to copy.",
      point: "That is in the future.",
      rules: "Say which columns are masked.",
    });
    expect(
      [check({ name: " " }), check({ name: "a\u202Eb" }), check({ name: "x".repeat(257) })].map(
        ({ problems }) => problems,
      ),
    ).toEqual([
      { name: "Give it a name: what it is for." },
      { name: "At most 256 characters, none of them invisible." },
      { name: "At most 256 characters, none of them invisible." },
    ]);
  });

  it("repeats why the control plane lets nothing be made from the parent", () => {
    const ending = { ...main, restrictions: [{ action: "fork" as const, reason: "It ends by itself." }] };
    expect(checkNewBranch(draft, project, [ending], nowMs).problems).toEqual({ parent: "It ends by itself." });
  });

  it("hands masking rules on as they were typed, and only for masked branches", () => {
    const rule = { ...emptyRule("shop"), table: "users ", column: 'e"mail', text: "anon.fake_email()" };
    const whole = { database: "shop", schema: "public", table: "users ", column: 'e"mail' };
    expect(check({ content: "anonymised", rules: [rule] }).input?.maskingRules).toEqual([
      { ...whole, mask: { kind: "function", text: "anon.fake_email()" } },
    ]);
    expect(check({ rules: [rule] }).input?.maskingRules).toEqual([]);
    expect(check({ content: "anonymised", rules: [rule, emptyRule("shop")] }).problems).toEqual({
      rules: "Rule 2 is not complete.",
    });
  });
});
