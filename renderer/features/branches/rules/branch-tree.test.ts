import { describe, expect, it } from "vitest";
import { branchExample } from "../../../../shared/branches/testing/branch-example.ts";
import { layoutBranchTree } from "./branch-tree.ts";

const branches = [
  branchExample({ id: "late", parentId: "main", createdAt: "2026-03-01T00:00:00Z" }),
  branchExample({ id: "leaf", parentId: "staging", createdAt: "2026-02-02T00:00:00Z" }),
  branchExample({ id: "other" }),
  branchExample({ id: "main", isDefault: true, createdAt: "2026-01-05T00:00:00Z" }),
  branchExample({ id: "staging", parentId: "main", createdAt: "2026-02-01T00:00:00Z" }),
];

const sketch = (filter?: string) =>
  layoutBranchTree(branches, filter).map((row) => [row.branch.id, row.guides.join(" "), row.isMatch]);

describe("layoutBranchTree", () => {
  it("puts the default branch first and draws a line past the subtree of an older sibling", () => {
    expect(sketch()).toEqual([
      ["main", "", true],
      ["staging", "tee", true],
      ["leaf", "line corner", true],
      ["late", "corner", true],
      ["other", "", true],
    ]);
  });

  it("keeps the parents of a match, marked as no match", () => {
    expect(sketch(" LEAF")).toEqual([
      ["main", "", false],
      ["staging", "corner", false],
      ["leaf", "gap corner", true],
    ]);
    expect(sketch("nothing like it")).toEqual([]);
  });

  it("shows a branch without a listed parent as a root, and survives a parent that is its own child", () => {
    const orphan = branchExample({ id: "orphan", parentId: "gone" });
    const loop = [branchExample({ id: "a", parentId: "b" }), branchExample({ id: "b", parentId: "a" })];
    expect(layoutBranchTree([orphan, ...loop]).map((row) => [row.branch.id, row.depth])).toEqual([["orphan", 0]]);
  });
});
